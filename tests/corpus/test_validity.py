from datetime import date

import pytest

from corpus.document import Reference, Status, Validity
from corpus.identity.doc_number import normal_number
from corpus.identity.enactment import Enactment
from corpus.validity.applicability import read_applicability

PUBLISHED = date(2020, 3, 31)
ENACTED = Enactment(published_on=PUBLISHED, entry_published_on=PUBLISHED, entry_adopted_on=date(2020, 3, 20))


def validity(sentence: str, enactment: Enactment = ENACTED) -> Validity:
    return read_applicability(f"示例市产业扶持办法\n第一条 甲。\n{sentence}", 10, enactment).validity


def repeals(sentence: str) -> list[str]:
    return [it.title for it in read_applicability(f"示例市办法\n{sentence}", 6, ENACTED).repeals]


def header(line: str, title: str = "示例市办法") -> Validity:
    text = f"{title}\n{line}\n第一条 甲。"
    return read_applicability(text, text.index("第一条"), ENACTED, title=title).validity


@pytest.mark.parametrize(
    ("sentence", "effective", "expires"),
    [
        ("第九条 本办法自2024年4月1日起施行。", date(2024, 4, 1), None),
        ("第九条 本办法自二○二四年四月一日起执行，有效期三年。", date(2024, 4, 1), date(2027, 3, 31)),
        ("本措施自2024年4月1日起施行，有效期至2026年12月31日。", date(2024, 4, 1), date(2026, 12, 31)),
        ("本通知自2024年4月1日起执行，有效期至2026年底。", date(2024, 4, 1), date(2026, 12, 31)),
        ("十六、本措施自2024年2月29日起施行，有效期为1年。", date(2024, 2, 29), date(2025, 2, 27)),
        ("本办法自2024年4月1日起施行，试行两年。", date(2024, 4, 1), date(2026, 3, 31)),
        ("本办法自2024年4月1日起试行，试行期一年半。", date(2024, 4, 1), date(2025, 9, 30)),
        ("本规定自2024年4月1日起暂行二年。", date(2024, 4, 1), date(2026, 3, 31)),
        ("本办法自2024年4月1日起施行。有效期18个月。", date(2024, 4, 1), date(2025, 9, 30)),
        ("本办法自2024年4月1日起施行。本办法有效期18个月。", date(2024, 4, 1), date(2025, 9, 30)),
        ("本政策执行期为2024年1月1日至2024年12月31日。", date(2024, 1, 1), date(2024, 12, 31)),
        ("本通知自2024年1月1日起至2025年6月30日止。", date(2024, 1, 1), date(2025, 6, 30)),
        ("本通知自2024年1月1日起施行，至2025年6月30日止。", date(2024, 1, 1), date(2025, 6, 30)),
        ("本通知自2024年1月1日至2025年6月30日执行。", date(2024, 1, 1), date(2025, 6, 30)),
        ("本公告自2024年1月1日起施行，2025年6月30日后自动失效。", date(2024, 1, 1), date(2025, 6, 30)),
        ("本意见自2024年1月1日起实施，自2026年1月1日起废止。", date(2024, 1, 1), date(2025, 12, 31)),
        ("第九条 本办法自公布之日起施行。", PUBLISHED, None),
        ("第九条 本办法自通过之日起施行。", date(2020, 3, 20), None),
        ("第九条 本办法自印发之日起30日后施行，有效期五年。", date(2020, 4, 30), date(2025, 4, 29)),
        ("第九条 本办法自公布之日起满三十日施行。", date(2020, 4, 30), None),
        ("第九条 本办法自发布之日起三个月后施行。", date(2020, 6, 30), None),
        ("第九条 本办法自公布次日起施行。", date(2020, 4, 1), None),
        ("第九条 本办法自公布之日起10个工作日后施行。", date(2020, 4, 14), None),
        ("第九条 本办法自2024年4月1日起30日后施行。", date(2024, 5, 1), None),
        ("第九条 本条例自1995年8月l日起施行。", date(1995, 8, 1), None),
        ("自2024年4月1日起施行。", date(2024, 4, 1), None),
    ],
)
def test_dates_are_read_from_the_sentence_that_states_them(
    sentence: str, effective: date | None, expires: date | None
) -> None:
    found = validity(sentence)
    assert (found.effective_on, found.expires_on) == (effective, expires)
    assert found.evidence is not None
    assert found.evidence in sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "第三条 许可证有效期为三年，自2024年4月1日起算。",
        "第三条 本办法所称许可证的有效期为三年。",
        "第三条 依照本办法取得的认定证书有效期至2026年12月31日。",
        "第三条 本市企业签订的合同有效期至2026年12月31日。",
        "第四条 企业应当自2024年4月1日起实施改造。",
        "第五条 认定有效期三年，期满可以复核。",
        "第五条 本规定的示范企业称号有效期3年。",
        "第六条 依照《外商投资法》自2020年1月1日起施行的规定办理。",
    ],
)
def test_dates_of_other_things_are_not_the_documents(sentence: str) -> None:
    assert validity(sentence) == Validity()


def test_a_term_of_a_licence_is_not_joined_to_the_documents_effect() -> None:
    found = validity("第三条 本办法规定的许可证有效期为三年。\n第九条 本办法自2024年4月1日起施行。")
    assert (found.effective_on, found.expires_on) == (date(2024, 4, 1), None)


@pytest.mark.parametrize("line", ["2015年5月1日 施行", "（自2015年5月1日起施行）", "施行日期：2015-05-01"])
def test_a_day_of_effect_in_the_header_needs_no_subject(line: str) -> None:
    assert header(line).effective_on == date(2015, 5, 1)


def test_effect_from_publication_needs_the_day_of_publication() -> None:
    sentence = "第九条 本办法自公布之日起施行。"
    found = validity(sentence, Enactment())
    assert (found.effective_on, found.evidence) == (None, sentence)
    assert found.status(date(2030, 1, 1)) is Status.UNKNOWN


def test_what_was_adopted_long_ago_is_in_force_though_its_day_of_effect_is_not_known() -> None:
    adopted = Enactment(adopted_on=date(2001, 2, 3), entry_adopted_on=date(2001, 2, 3), published_by=date(2002, 2, 4))
    found = validity("第九条 本办法自公布之日起施行。", adopted)
    assert found.effective_on is None
    assert found.status(date(2001, 6, 1)) is Status.UNKNOWN
    assert found.status(date(2010, 6, 1)) is Status.IN_FORCE


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("时效性：已废止", Status.REPEALED),
        ("有效性 | 失效", Status.EXPIRED),
        ("【已失效】", Status.EXPIRED),
        ("（已废止）", Status.REPEALED),
        ("时效性：现行有效", Status.IN_FORCE),
        ("有效", Status.IN_FORCE),
        ("效力状态：尚未生效", Status.NOT_YET),
        ("关于有效推进工作的说明", Status.UNKNOWN),
    ],
)
def test_the_standing_that_a_database_prints_is_believed(line: str, status: Status) -> None:
    assert header(line).status(date(2025, 1, 1)) is status


def test_a_title_may_say_that_the_text_is_repealed() -> None:
    title = "示例市产业扶持办法（已废止）"
    found = header("示政发〔2010〕3号", title)
    assert found.status(date(2025, 1, 1)) is Status.REPEALED
    assert found.proof(date(2025, 1, 1)) == title


@pytest.mark.parametrize(
    ("note", "on", "by"),
    [
        ("（本办法已被《示例市新办法》废止）", None, "示例市新办法"),
        ("注：本文已于2023年5月1日废止", date(2023, 5, 1), None),
        ("本文件已被2023年5月1日印发的《示例市新办法》（示政发〔2023〕2号）代替。", date(2023, 5, 1), "示例市新办法"),
    ],
)
def test_a_note_says_by_what_and_when_the_text_was_repealed(note: str, on: date | None, by: str | None) -> None:
    found = header(note)
    assert (found.repealed_on, found.repealed_by, found.repeal_evidence) == (on, by, note)
    assert found.status(date(2025, 1, 1)) is Status.REPEALED


@pytest.mark.parametrize(
    ("sentence", "titles"),
    [
        ("本办法自2024年4月1日起施行，《示例市旧办法》同时废止。", ["示例市旧办法"]),
        ("本办法自2024年4月1日起施行。同时废止《示例市旧办法》。", ["示例市旧办法"]),
        ("1998年8月1日公布的《甲办法》和《乙规定》同时废止。", ["甲办法", "乙规定"]),
        ("根据《丙决定》第二次修正的《丁条例》同时废止。", ["丁条例"]),
        ("《甲办法》（示政发〔2010〕3号）、《乙办法》（示政发〔2011〕4号）一并废止。", ["甲办法", "乙办法"]),
        ("自本办法施行之日起，《甲办法》停止执行。", ["甲办法"]),
        ("《甲办法》自2024年1月1日起不再执行。", ["甲办法"]),
        ("原《甲办法》予以废止。", ["甲办法"]),
        ("一、废止《示例市甲条例》（1992年9月19日通过）", ["示例市甲条例"]),
        ("会议决定：一、废止《甲条例》（1992年通过）二、废止《乙条例》（1994年通过）", ["甲条例", "乙条例"]),
        ("决定废止《甲条例》，修改《乙条例》。", ["甲条例"]),
        ("示例市人大常委会关于废止《甲条例》的决定", ["甲条例"]),
        ("《示例市实施〈某法〉办法》即行废止。", ["示例市实施〈某法〉办法"]),
        ("《关于修改〈甲条例〉的决定》同时废止。", ["关于修改〈甲条例〉的决定"]),
        ("示政发〔2010〕3号文件同时废止。", ["示政发〔2010〕3号"]),
        ("本办法自2024年1月1日起施行，《甲办法》第五条和《乙办法》同时废止。", ["乙办法"]),
    ],
)
def test_what_a_document_repeals_is_named(sentence: str, titles: list[str]) -> None:
    assert repeals(sentence) == titles


@pytest.mark.parametrize(
    "sentence",
    [
        "根据《立法法》，制定、修改、废止规章适用本办法。",
        "违反《某法》的，许可证失效。",
        "规章被废止的，依照《甲条例》执行。",
        "废止《甲办法》第五条。",
        "《甲办法》第五条、第六条同时废止。",
        "《甲办法》中有关收费的规定同时废止。",
        "决定修改《甲条例》。",
        "示例市人大常委会关于修改《甲条例》的决定",
        "关于废止《甲条例》的议案",
        "关于提请废止《甲条例》的说明",
        "建议废止《甲条例》。",
        "自《甲条例》废止之日起三十日内办理。",
        "《甲条例》废止后，尚未办结的继续办理。",
        "根据2016年甲市人大《关于废止部分地方性法规的决定》第二次修正",
        "修改或者废止《甲条例》的，应当报告。",
        "本办法自2024年1月1日起施行，有效期届满自动失效。",
    ],
)
def test_what_is_no_repeal_of_a_whole_document_is_none(sentence: str) -> None:
    assert repeals(sentence) == []


def test_a_list_of_repealed_documents_is_read_line_by_line() -> None:
    lines = (
        "经研究，决定废止下列规范性文件：",
        "1. 示例市甲办法（示政发〔2010〕3号）",
        "2. 关于印发《示例市乙办法》的通知（示政发〔2011〕4号）",
        "3. 《示例市丙规定》第五条",
        "二、对下列文件作出修改：",
        "1. 《示例市丁办法》（示政发〔2012〕5号）",
        "本决定自公布之日起施行。",
    )
    found = read_applicability("\n".join(("示例市人民政府关于废止部分文件的决定", *lines)), 10, ENACTED).repeals
    assert [(it.title, it.doc_number) for it in found] == [
        ("示例市甲办法", "示政发〔2010〕3号"),
        ("示例市乙办法", "示政发〔2011〕4号"),
    ]
    assert found[0].evidence == "经研究，决定废止下列规范性文件：\n1. 示例市甲办法（示政发〔2010〕3号）"


def test_an_annex_may_list_what_is_repealed() -> None:
    lines = (
        "对附件所列规范性文件予以废止，现予公布。",
        "附件",
        "决定废止的规范性文件目录",
        "序号 | 文件名称 | 文号",
        "1 | 示例市甲办法 | 示政发〔2010〕3号",
        "2 | 示例市乙意见（试行） | 示政办发〔2011〕4号",
        "继续有效的规范性文件目录",
        "1 | 示例市丙办法 | 示政发〔2012〕5号",
    )
    assert repeals("\n".join(lines)) == ["示例市甲办法", "示例市乙意见（试行）"]


def test_a_repealed_document_is_known_by_its_number_and_the_sentence_too() -> None:
    found = read_applicability("办法\n《旧办法（试行）》（示政发[2020]8号）同时废止。", 3, Enactment())
    sentence = "《旧办法（试行）》（示政发[2020]8号）同时废止。"
    assert found.repeals == (Reference("旧办法（试行）", "示政发〔2020〕8号", sentence),)


def test_a_document_that_repeals_another_is_in_force_itself() -> None:
    found = validity("本办法自2024年4月1日起施行，《示例市旧办法》同时废止。")
    assert found.status(date(2024, 3, 31)) is Status.NOT_YET
    assert found.status(date(2024, 4, 1)) is Status.IN_FORCE


def test_news_and_interpretations_neither_apply_nor_repeal() -> None:
    text = "某办法解读\n本办法自2024年4月1日起施行，《示例市旧办法》同时废止。"
    found = read_applicability(text, 6, ENACTED, reports=True)
    assert (found.validity, found.repeals) == (Validity(), ())


@pytest.mark.parametrize("filler", ["等", "自等", "等同时", "、等（甲）", "《乙办法》等"])
def test_a_hostile_sentence_is_read_in_one_pass(filler: str) -> None:
    assert "丙办法" not in repeals(f"《丙办法》{filler * 60}，某废止。")  # would not end if it were parted in every way


@pytest.mark.parametrize("number", ["示政发[2024] 12 号", "示政发（2024）第12号", "示政发【2024】12号"])
def test_numbers_get_one_spelling(number: str) -> None:
    assert normal_number(number) == "示政发〔2024〕12号"
