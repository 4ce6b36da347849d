from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer import Answer, Outcome
from assistant.ask import ask
from assistant.compare.alternatives import alternatives
from assistant.compare.matters import named
from assistant.compare.subjects import named_parks
from assistant.named import Titles
from assistant.open import Assistant
from assistant.settings import Settings
from assistant.shelf import Shelf
from index.ingest import ingest
from index.store import Store
from tests.fakes import BigramEncoder, make_card

CARDS = (
    make_card("东湖高新技术产业开发区产业扶持办法"),
    make_card("青岚产业园区招商扶持政策"),
    make_card("临港经济开发区支持企业落户办法"),
    make_card("关于申报奖励资金的通知"),
)
SHELF = Shelf(CARDS, Titles(CARDS))

LOTUS = """莲塘产业园区企业扶持办法
莲园管〔2025〕1号
第一条 租金补贴。企业租用莲塘产业园区厂房的，前两年按照实际租金的70%给予补贴，每家企业每年最高90万元。
第二条 固定资产投资奖励。固定资产投资额达到2000万元以上的，按照投资额的5%给予奖励，单个项目最高400万元。奖励资金分两年拨付。
第三条 落户奖励。新落户企业实缴资本达到3000万元以上的，给予一次性奖励100万元。总部企业落户的，给予一次性奖励150万元。
第四条 每年6月1日至6月30日申报。
第五条 企业自享受扶持之日起八年内迁离莲塘产业园区的，应当退还全部扶持资金。
第六条 人才公寓。博士研究生免租入住人才公寓一年，期满后按照市场租金的60%续租，最长不超过三年。
第七条 本办法自2025年1月1日起施行，有效期五年。
"""
PINE = """松岭高新区招商政策
松高管〔2025〕2号
第一条（租金补贴）租用松岭高新区厂房的企业，前三年按实际租金的60%给予补贴，每家企业每年最高150万元。
第二条 固投达到5000万元以上的项目，按照投资额的4%给予奖励，单个项目最高800万元。
第三条（物流补贴）年物流费用超过50万元的，每家企业每年最高补贴40万元。
第四条（落户奖励）新落户企业注册资本达到1亿元以上的，给予一次性奖励200万元。
第五条 企业应当于每年10月向管委会申报。
第六条 人才公寓。博士研究生免租入住人才公寓三年，硕士研究生免租入住两年。
第七条 本政策自2025年3月1日起施行，有效期五年。
"""
FERN = """蕨溪工业园区扶持暂行办法
第一条 租金补贴。企业租用蕨溪工业园区厂房的，按照实际租金的30%给予补贴，每家企业每年最高20万元。
第二条 本办法自2019年1月1日起施行，有效期至2021年12月31日。
"""
TALENT = """示例市人才引进办法
示人才〔2025〕3号
第一条 对企业引进的人才给予安家补贴：
（一）博士研究生20万元；
（二）硕士研究生8万元。
第二条 国家级创新平台给予一次性资助300万元；省级创新平台给予一次性资助120万元。
第三条 本办法自2025年1月1日起施行。
"""
PLAN = """示例市园区发展规划
莲塘产业园区重点发展新材料，松岭高新区重点发展生物医药，两个园区的主导产业错位布局。
"""
PRICES = """示例市园区价格表
项目：厂房租金 | 计量单位：元/平方米·月 | 莲塘园区：13 | 松岭高新区：11
项目：物业服务费 | 计量单位：元/平方米·月 | 莲塘园区：2.5 | 松岭高新区：3.0
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("policies")
    texts = {"莲塘": LOTUS, "松岭": PINE, "蕨溪": FERN, "人才": TALENT, "价格": PRICES, "规划": PLAN}
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    with Store.open(tmp_path_factory.mktemp("home") / "home", BigramEncoder()) as store:
        assert ingest(store, [folder]).failed == ()
        yield Assistant(store, Settings())


def answer(assistant: Assistant, question: str) -> Answer:
    *_, last = ask(assistant, question)
    assert isinstance(last, Answer)
    return last


def lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


def test_parks_are_known_from_the_titles_of_documents() -> None:
    assert SHELF.parks == {
        "东湖": "东湖高新技术产业开发区",
        "青岚": "青岚产业园区",
        "临港": "临港经济开发区",
    }


@pytest.mark.parametrize(
    ("question", "parks"),
    [
        ("东湖园区和青岚园区的租金补贴有什么区别", ("东湖", "青岚")),
        ("对比青岚产业园区、东湖高新区、临港开发区的人才公寓", ("青岚", "东湖", "临港")),
        ("东湖、青岚、临港三个园区的租金补贴对比一下", ("东湖", "青岚", "临港")),
        ("东湖和青岚园区的落户奖励差多少", ("东湖", "青岚")),
        ("各园区的租金补贴分别是多少", ()),
    ],
)
def test_the_subjects_of_a_comparison_are_the_parks_it_sets_side_by_side(question: str, parks: tuple[str, ...]) -> None:
    assert named_parks(question, SHELF.parks) == parks


@pytest.mark.parametrize(
    ("question", "matters"),
    [
        ("租金补贴、物流补贴和人才公寓对比", ["租金补贴", "物流补贴", "人才公寓"]),
        ("固投奖励比例哪个高", ["固定资产投资奖励"]),
        ("房租补贴哪里多", ["租金补贴"]),
        ("厂房租金哪个便宜", []),
        ("人才公寓免租几年", ["人才公寓"]),
        ("博士免租人才公寓最久", ["人才公寓"]),
        ("优惠政策有什么区别", []),
        ("流片补助哪个高", ["流片补助"]),
        ("菌菇大棚补贴对比", ["菌菇大棚补贴"]),
    ],
)
def test_a_question_names_matters_in_its_own_words(question: str, matters: list[str]) -> None:
    assert [matter.name for matter in named(question, ("菌菇大棚补贴",))] == matters


@pytest.mark.parametrize(
    ("question", "cases"),
    [
        ("国家级和省级专精特新奖励有什么区别", ("国家级", "省级")),
        ("博士和硕士的安家补贴有什么区别", ("博士", "硕士")),
        ("博士、硕士和本科的安家补贴对比", ("博士", "硕士", "本科")),
        ("综合型总部和职能型总部奖励分别是多少", ("综合型总部", "职能型总部")),
        ("规上和规下企业的奖励有什么不同", ("规上", "规下")),
        ("首次认定和重新认定高新技术企业奖励有什么不同", ("首次认定", "重新认定")),
        ("租金补贴有什么条件", ()),
    ],
)
def test_a_question_tells_cases_apart_by_the_words_that_differ(question: str, cases: tuple[str, ...]) -> None:
    assert alternatives(question) == cases


def test_several_matters_make_a_table_of_matters_by_parks_with_a_source_in_every_cell(assistant: Assistant) -> None:
    found = answer(assistant, "莲塘产业园区和松岭高新区的租金补贴、物流补贴、落户奖励对比")
    head, _, rent, freight, settling = lines(found.text)
    assert head == "| 事项 | 莲塘产业园区 | 松岭高新区 |"
    assert "70%" in rent.split("|")[2]
    assert "最高150万元" in rent.split("|")[3]
    assert freight.split("|")[2].strip() == "未见规定"
    assert "40万元" in freight
    assert "100万元" in settling
    assert "150万元" in settling, "every case of one article belongs into its cell"
    cells = [cell for row in (rent, freight, settling) for cell in row.split("|")[2:4]]
    assert all("[" in cell for cell in cells if "未见规定" not in cell)
    assert all(citation.quote in citation.hit.chunk.text for citation in found.citations)
    assert found.outcome is Outcome.PARTIAL


def test_a_question_without_a_matter_is_answered_by_what_the_parks_have_in_common(assistant: Assistant) -> None:
    found = answer(assistant, "莲塘园区和松岭高新区的优惠政策有什么区别")
    rows = [line.split("|")[1].strip() for line in lines(found.text)[2:]]
    assert rows[:3] == ["租金补贴", "固定资产投资奖励", "落户奖励"]
    assert "物流补贴" in rows
    assert found.outcome is Outcome.ANSWERED


def test_another_word_for_the_matter_is_found_too(assistant: Assistant) -> None:
    found = answer(assistant, "莲塘和松岭的固定资产投资奖励有什么区别")
    assert "5%" in found.text
    assert "固投达到5000万元以上" in found.text


def test_only_what_is_given_stands_in_a_cell(assistant: Assistant) -> None:
    assert "分两年拨付" not in answer(assistant, "莲塘和松岭的固定资产投资奖励有什么区别").text


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("哪个园区的租金补贴最高", "按每家企业每年最高限额，松岭高新区最高（150万元），其次为莲塘产业园区（90万元）。"),
        ("莲塘和松岭哪个的租金补贴比例更高", "按租金的比例，莲塘产业园区最高（70%），其次为松岭高新区（60%）。"),
        ("哪个园区租金补贴期限最长", "按期限，松岭高新区最长（三年），其次为莲塘产业园区（两年）。"),
        ("哪个园区物流补贴最高", "所比较的各方中，只有松岭高新区有相应内容。"),
        ("莲塘和松岭哪个落户奖励门槛低", "计算口径不同，无法直接比较。"),
        ("莲塘和松岭厂房租金哪个便宜", "松岭高新区最便宜（11元/平方米·月），其次为莲塘产业园区（13元/平方米·月）。"),
    ],
)
def test_which_is_highest_is_answered_first_and_from_figures_of_one_basis(
    assistant: Assistant, question: str, first: str
) -> None:
    found = answer(assistant, question)
    assert first in lines(found.text)[0]
    assert "[1]" in lines(found.text)[0]


def test_no_park_is_called_best_over_all(assistant: Assistant) -> None:
    assert "不能合计排序" in answer(assistant, "哪个园区的优惠政策最好，力度最大").text


def test_a_row_of_a_table_gives_each_park_its_own_field(assistant: Assistant) -> None:
    text = answer(assistant, "莲塘和松岭的物业服务费对比").text
    assert "物业服务费：2.5（元/平方米·月）" in text
    assert "物业服务费：3.0（元/平方米·月）" in text
    assert "|" not in text


def test_when_to_apply_is_found_whatever_its_words(assistant: Assistant) -> None:
    text = answer(assistant, "莲塘和松岭的申报时间有什么不同").text
    assert "6月1日至6月30日" in text
    assert "每年10月" in text


def test_cases_of_one_document_are_set_side_by_side(assistant: Assistant) -> None:
    text = answer(assistant, "博士和硕士的安家补贴有什么区别").text
    assert "**博士**：博士研究生20万元" in text
    assert "**硕士**：硕士研究生8万元" in text


def test_a_park_whose_rules_have_expired_is_silent_and_that_is_said(assistant: Assistant) -> None:
    found = answer(assistant, "蕨溪工业园区和莲塘产业园区的租金补贴有什么区别")
    assert "《蕨溪工业园区扶持暂行办法》已失效" in found.text
    assert "未列入对比" in found.text
    assert "20万元" not in found.text
    assert "**蕨溪工业园区**：未见规定" in found.text


def test_two_documents_are_set_side_by_side_by_their_titles(assistant: Assistant) -> None:
    text = answer(assistant, "《莲塘产业园区企业扶持办法》和《松岭高新区招商政策》有什么不同").text
    assert lines(text)[0] == "| 事项 | 《莲塘产业园区企业扶持办法》 | 《松岭高新区招商政策》 |"


def test_of_several_periods_the_one_that_was_asked_for_is_ranked(assistant: Assistant) -> None:
    found = answer(assistant, "莲塘和松岭的博士人才公寓哪个免租更久")
    assert lines(found.text)[0].startswith("按期限，松岭高新区最长（三年），其次为莲塘产业园区（一年）。")


def test_one_sentence_that_speaks_of_both_is_said_once(assistant: Assistant) -> None:
    found = answer(assistant, "莲塘产业园区和松岭高新区的主导产业有什么不同")
    assert found.text.count("莲塘产业园区重点发展") == 1


@pytest.mark.parametrize(
    ("question", "named_after"),
    [
        ("海口高新区和东湖的租金补贴对比", ("海口", "东湖")),
        ("海口和三亚的租金补贴对比", ()),
        ("海口市高新区和东湖的租金补贴对比", ("海口", "东湖")),
    ],
)
def test_a_city_is_a_city_unless_its_park_is_named(question: str, named_after: tuple[str, ...]) -> None:
    known = {"海口": "海口高新区", "东湖": "东湖高新区"}
    assert named_parks(question, known) == named_after


def test_two_documents_that_give_nothing_are_set_side_by_side_by_what_they_are(tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    folder.mkdir()
    for name, day in (("市容管理办法", "2024年3月1日"), ("养犬管理办法", "2025年6月1日")):
        text = f"沧州市{name}\n沧州市人民政府 {day}公布\n第一章 总则\n第一条 为了加强管理，制定本办法。\n第二章 附则\n第二条 本办法自{day}起施行。\n"
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    with Store.open(tmp_path / "home", BigramEncoder()) as store:
        assert ingest(store, [folder]).failed == ()
        found = answer(Assistant(store, Settings()), "《沧州市市容管理办法》和《沧州市养犬管理办法》有什么不同")
    assert [line.split("|")[1].strip() for line in lines(found.text)[2:]] == ["发文机关", "时效", "主要内容"]
    assert "自2024年3月1日起施行" in found.text
    assert "自2025年6月1日起施行" in found.text


def test_several_matters_of_one_park_are_each_answered_under_its_name(assistant: Assistant) -> None:
    text = answer(assistant, "松岭高新区的租金补贴和物流补贴是多少？").text
    assert "**租金补贴**：" in text
    assert "150万元" in text
    assert "**物流补贴**：" in text
    assert "40万元" in text


def test_what_one_park_gives_in_general_is_listed_whole(assistant: Assistant) -> None:
    text = answer(assistant, "松岭高新区有哪些优惠政策？").text
    assert "松岭高新区的支持有" in text
    assert all(figure in text for figure in ("150万元", "800万元", "40万元", "200万元"))
    assert "120万元" not in text


def test_a_grant_of_several_parks_is_told_of_each_where_none_is_named(assistant: Assistant) -> None:
    text = answer(assistant, "租金补贴是多少？").text
    assert "**松岭高新区**：" in text
    assert "**莲塘产业园区**：" in text
