"""Documents in force that disagree are shown side by side; documents that only seem to disagree are not."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.answer import Answer, Outcome
from assistant.ask import ask
from assistant.open import Assistant
from assistant.settings import Settings
from index.encoder import open_encoder
from index.ingest import ingest
from index.store import Store


def paper(title: str, issued: str, *articles: str, number: str = "") -> str:
    """A made-up paper: title, 文号, issuer with date, articles, and the day from which it applies."""
    issuer, day = issued.split(" ")
    body = "\n".join(f"第{'一二三四五六七八九'[at]}条 {text}" for at, text in enumerate(articles))
    last = "一二三四五六七八九十"[len(articles)]
    return f"{title}\n{number}\n{issuer} {day}印发\n{body}\n第{last}条 本文件自{day}起施行。\n"


RENT_50 = "企业租用标准厂房的，按照实际租金的50%给予补贴，每家企业每年最高60万元。"
RENT_30 = "租用标准厂房的企业，按照实际租金的30%给予补贴，每家企业每年最高60万元。"
ASKED_RENT = "沧州市企业租用标准厂房的租金补贴比例是多少"
CITY = "沧州市人民政府"

DISAGREE = [
    pytest.param(
        [
            paper("沧州市招商引资若干措施", f"{CITY} 2023年3月1日", RENT_50),
            paper("沧州市支持企业发展若干政策", f"{CITY} 2025年5月1日", RENT_30),
        ],
        ASKED_RENT,
        ["50%", "30%", "新法优于旧法", "以《沧州市支持企业发展若干政策》为准"],
        id="two papers of one city, the newer goes first",
    ),
    pytest.param(
        [
            paper("沧州市招商引资若干措施", f"{CITY} 2023年3月1日", RENT_50),
            paper("沧州市支持企业发展若干政策", f"{CITY} 2025年5月1日", RENT_50.replace("60万元", "100万元")),
        ],
        "沧州市标准厂房租金补贴每家企业每年最高多少万元",
        ["60万元", "100万元", "以《沧州市支持企业发展若干政策》为准"],
        id="only the caps differ",
    ),
    pytest.param(
        [
            paper(
                "河北省人才公寓管理办法",
                "河北省人民政府 2024年1月5日",
                "园区管理机构应当自受理人才公寓入住申请之日起三十日内安排入住。",
            ),
            paper(
                "沧州市人才公寓管理细则",
                f"{CITY} 2025年2月1日",
                "园区管理机构应当自受理人才公寓入住申请之日起六十日内安排入住。",
            ),
        ],
        "沧州市人才公寓入住申请受理后多少日内安排入住",
        ["三十日内", "六十日内", "上位法优于下位法", "以级别较高的《河北省人才公寓管理办法》为准"],
        id="province and city, the higher goes first though it is older",
    ),
    pytest.param(
        [
            paper(
                "河北省排水管理条例",
                "河北省人民代表大会常务委员会 2022年3月1日",
                "向排水管道倾倒垃圾的，责令改正，处一万元以上五万元以下的罚款。",
            ),
            paper(
                "沧州市排水管理办法",
                f"{CITY} 2024年6月1日",
                "向排水管道倾倒垃圾的，责令改正，处五千元以上二万元以下的罚款。",
            ),
        ],
        "沧州向排水管道倾倒垃圾罚款多少",
        ["一万元以上五万元以下", "五千元以上二万元以下", "上位法优于下位法"],
        id="penalties of province and city",
    ),
    pytest.param(
        [
            paper("沧州市招商引资若干措施", f"{CITY} 2023年3月1日", RENT_30),
            paper("沧州市标准厂房租金补贴办法", f"{CITY} 2025年5月1日", RENT_50),
        ],
        ASKED_RENT,
        ["50%", "30%", "新法优于旧法、特别规定优于一般规定", "以《沧州市标准厂房租金补贴办法》为准"],
        id="the special paper is the newer one",
    ),
    pytest.param(
        [
            paper("沧州市标准厂房租金补贴办法", f"{CITY} 2023年3月1日", RENT_50),
            paper("沧州市招商引资若干措施", f"{CITY} 2025年5月1日", RENT_30),
        ],
        ASKED_RENT,
        ["50%", "30%", "由制定机关决定如何适用"],
        id="the special paper is the older one: nobody but the issuer can decide",
    ),
    pytest.param(
        [
            paper(
                "沧州市招商引资若干措施",
                f"{CITY} 2023年3月1日",
                "年度研发投入达到500万元以上的企业，给予一次性补助20万元。",
            ),
            paper(
                "沧州市支持企业发展若干政策",
                f"{CITY} 2025年5月1日",
                "年度研发投入达到800万元以上的企业，给予一次性补助20万元。",
            ),
        ],
        "沧州市年度研发投入达到多少万元以上的企业给予一次性补助",
        ["500万元", "800万元", "新法优于旧法"],
        id="the same grant, another threshold",
    ),
]

AGREE = [
    pytest.param(
        [
            paper(
                "沧州市招商引资若干措施",
                f"{CITY} 2023年3月1日",
                "固定资产投资达到1亿元以上的项目，按照投资额的3%给予奖励，最高1000万元。",
            ),
            paper(
                "沧州市支持企业发展若干政策",
                f"{CITY} 2025年5月1日",
                "固定资产投资达到3亿元以上的项目，按照投资额的4%给予奖励，最高3000万元。",
            ),
        ],
        "沧州市固定资产投资奖励比例是多少",
        id="grades of one rule",
    ),
    pytest.param(
        [
            paper("沧州渤海新区招商政策", "沧州渤海新区管理委员会 2024年3月1日", RENT_50),
            paper("沧州经济开发区招商政策", "沧州经济开发区管理委员会 2025年3月1日", RENT_30),
        ],
        "企业租用标准厂房的租金补贴比例是多少",
        id="two parks with their own offers",
    ),
    pytest.param(
        [
            paper("沧州市招商引资若干措施", f"{CITY} 2023年3月1日", RENT_50),
            paper("廊坊市招商引资若干措施", "廊坊市人民政府 2025年3月1日", RENT_30),
        ],
        "企业租用标准厂房的租金补贴比例是多少",
        id="two cities",
    ),
    pytest.param(
        [
            paper(
                "河北省中小企业奖励办法", "河北省人民政府 2023年3月1日", "新认定的专精特新企业，给予一次性奖励50万元。"
            ),
            paper("沧州市中小企业奖励办法", f"{CITY} 2024年3月1日", "新认定的专精特新企业，给予一次性奖励20万元。"),
        ],
        "沧州新认定的专精特新企业奖励多少",
        id="what the province gives and what the city gives are two purses",
    ),
    pytest.param(
        [
            paper("沧州市招商引资若干措施", f"{CITY} 2023年3月1日", RENT_50),
            paper(
                "沧州市支持企业发展若干政策",
                f"{CITY} 2025年5月1日",
                "企业租用标准厂房的，在原有补贴基础上再按照实际租金的30%给予补贴，每家企业每年最高60万元。",
            ),
        ],
        ASKED_RENT,
        id="one comes on top of the other",
    ),
    pytest.param(
        [
            paper("沧州市招商引资若干措施", f"{CITY} 2023年3月1日", RENT_50),
            paper("沧州市支持企业发展若干政策", f"{CITY} 2025年5月1日", RENT_30.replace("标准厂房", "办公用房")),
        ],
        ASKED_RENT,
        id="another kind of premises",
    ),
    pytest.param(
        [
            paper("沧州市2025年度租金补贴申报通知", f"{CITY} 2025年3月1日", RENT_50),
            paper("沧州市2026年度租金补贴申报通知", f"{CITY} 2026年3月1日", RENT_30),
        ],
        ASKED_RENT,
        id="another year",
    ),
    pytest.param(
        [
            paper("沧州市招商引资若干措施", f"{CITY} 2019年3月1日", RENT_50).replace("起施行", "起施行，有效期三年"),
            paper("沧州市支持企业发展若干政策", f"{CITY} 2025年5月1日", RENT_30),
        ],
        ASKED_RENT,
        id="one has expired",
    ),
    pytest.param(
        [
            paper("沧州市招商引资若干措施", f"{CITY} 2023年3月1日", "在我市新设立总部的企业，给予一次性奖励500万元。"),
            paper(
                "沧州市支持企业发展若干政策", f"{CITY} 2025年5月1日", "在我市新设立总部的企业，给予一次性奖励五百万元。"
            ),
        ],
        "沧州市新设立总部的企业奖励多少",
        id="the same figure in other writing",
    ),
    pytest.param(
        [
            paper("沧州市生物医药产业扶持办法", f"{CITY} 2023年3月1日", RENT_50),
            paper("沧州市数字经济产业扶持办法", f"{CITY} 2025年5月1日", RENT_30),
        ],
        ASKED_RENT,
        id="each title names another industry",
    ),
    pytest.param(
        [
            paper("沧州市招商引资若干措施", f"{CITY} 2023年3月1日", RENT_50),
            paper("沧州渤海新区招商政策", "沧州渤海新区管理委员会 2025年3月1日", RENT_30),
        ],
        ASKED_RENT,
        id="a park's own offer beside the city's",
    ),
    pytest.param(
        [
            paper("沧州市招商引资若干措施", f"{CITY} 2023年3月1日", "引进的博士研究生，给予30万元安家补贴。"),
            paper("沧州市支持企业发展若干政策", f"{CITY} 2025年5月1日", "引进的硕士研究生，给予10万元安家补贴。"),
        ],
        "沧州市引进的博士研究生给多少安家补贴",
        id="another degree",
    ),
    pytest.param(
        [
            paper("沧州市招商引资若干措施", f"{CITY} 2023年3月1日", RENT_50, "新落户企业给予一次性奖励80万元。"),
            paper("沧州市支持企业发展若干政策", f"{CITY} 2025年5月1日", RENT_50),
        ],
        ASKED_RENT,
        id="both say the same",
    ),
    pytest.param(
        [
            paper(
                "沧州市招商引资若干措施",
                f"{CITY} 2023年3月1日",
                "生物医药企业租用标准厂房的，按照实际租金的80%给予补贴。",
            ),
            paper(
                "沧州市支持企业发展若干政策", f"{CITY} 2025年5月1日", "企业租用标准厂房的，按照实际租金的30%给予补贴。"
            ),
        ],
        ASKED_RENT,
        id="a rule for some firms beside the rule for all",
    ),
]


def answered(folder: Path, papers: Sequence[str], question: str) -> Answer:
    policies = folder / "policies"
    policies.mkdir()
    for at, text in enumerate(papers):
        (policies / f"{at}.txt").write_text(text, encoding="utf-8")
    with Store.open(folder / "home", open_encoder()) as store:
        assert ingest(store, [policies]).failed == ()
        *_, last = ask(Assistant(store, Settings(contact="示例热线 12345")), question)
    assert isinstance(last, Answer)
    return last


@pytest.mark.parametrize(("papers", "question", "said"), DISAGREE)
def test_two_documents_that_disagree_are_both_shown_with_the_order_of_precedence(
    tmp_path: Path, papers: list[str], question: str, said: list[str]
) -> None:
    found = answered(tmp_path, papers, question)
    assert found.outcome is Outcome.ANSWERED
    assert "不一致" in found.text
    assert "示例热线 12345" in found.text
    assert [words for words in said if words not in found.text] == []
    assert len({citation.hit.chunk.card.doc_id for citation in found.citations}) == 2
    assert all(citation.quote in citation.hit.chunk.text for citation in found.citations)
    assert sum("日印发" in citation.quote for citation in found.citations) == 2, "the dates that decide are proved"


@pytest.mark.parametrize(("papers", "question"), AGREE)
def test_no_conflict_is_cried_where_cases_or_places_or_times_differ(
    tmp_path: Path, papers: list[str], question: str
) -> None:
    found = answered(tmp_path, papers, question)
    assert found.outcome is not Outcome.NOT_FOUND, "nothing was answered, so nothing was tried"
    assert "不一致" not in found.text
