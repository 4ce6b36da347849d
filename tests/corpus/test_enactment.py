from datetime import date

import pytest

from corpus.dates import add_workdays, find_dates, to_date
from corpus.identity.enactment import Enactment, read_enactment


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024年3月1日", date(2024, 3, 1)),
        ("2024 年 3 月 1 日", date(2024, 3, 1)),
        ("２０２４年３月１日", date(2024, 3, 1)),
        ("2024.3.1", date(2024, 3, 1)),
        ("2024-03-01", date(2024, 3, 1)),
        ("2024/3/1", date(2024, 3, 1)),
        ("二○二五年三月一日", date(2025, 3, 1)),
        ("二〇二五年十二月三十一日", date(2025, 12, 31)),
        ("二O二五年十月廿五日", date(2025, 10, 25)),
        ("二零二五年一月卅一日", date(2025, 1, 31)),
        ("一九九八年元月一日", date(1998, 1, 1)),
        ("2024年2月30日", None),
        ("2024年3月", None),
        ("第三日", None),
    ],
)
def test_days_are_read_in_every_spelling(written: str, day: date | None) -> None:
    assert to_date(written) == day


def test_a_version_number_is_no_day() -> None:
    assert [day for _, day in find_dates("版本 2024.3.1.5，修订于2024.3.1。")] == [date(2024, 3, 1)]


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2024, 3, 1), 1, date(2024, 3, 4)),  # Friday to Monday
        (date(2024, 3, 1), 5, date(2024, 3, 8)),
        (date(2024, 3, 4), 30, date(2024, 4, 15)),
        (date(2024, 3, 2), 1, date(2024, 3, 4)),
        (date(2024, 3, 2), 5, date(2024, 3, 8)),
    ],
)
def test_working_days_skip_weekends(start: date, count: int, end: date) -> None:
    assert add_workdays(start, count) == end


@pytest.mark.parametrize(
    ("head", "adopted", "published"),
    [
        (["发布日期：2025-06-10"], None, date(2025, 6, 10)),
        (["成文日期：2025-06-01 | 发布日期：2025-06-10"], None, date(2025, 6, 10)),
        (["成文日期：2025年6月1日"], None, date(2025, 6, 1)),
        (["二○二五年六月十日印发"], None, date(2025, 6, 10)),
        (["示例市财政局　2023年9月12日"], None, date(2023, 9, 12)),
        (["2026年9月18日 08:15 来源：示例日报 记者：某某"], None, date(2026, 9, 18)),
        (["2023年5月6日甲市人大常委会第三次会议通过"], date(2023, 5, 6), None),
        (["2011年5月2日甲市人大常委会通过 2020年5月14日第二次会议修正"], date(2020, 5, 14), None),
        (["2011年5月2日甲市人大常委会通过", "2020年5月14日 甲市", "人大常委会第二次会议修正"], date(2020, 5, 14), None),
        (
            ["（2001年2月3日甲市人民政府令第3号公布 根据2018年4月5日《关于修改部分规章的决定》修正）"],
            date(2018, 4, 5),
            date(2001, 2, 3),
        ),
        (
            ["2024年1月5日甲市人大常委会通过 2024年3月29日甲省人大常委会批准 2024年4月10日公布"],
            date(2024, 3, 29),
            date(2024, 4, 10),
        ),
        (["2025年7月1日起施行"], None, None),
        (["根据《甲市办法》（2020年3月1日公布），制定本细则"], None, None),
        (["来源：某网"], None, None),
    ],
)
def test_adoption_and_publication_are_told_apart(head: list[str], adopted: date | None, published: date | None) -> None:
    found = read_enactment(head, [])
    assert (found.adopted_on, found.published_on) == (adopted, published)


def test_what_counts_from_publication_counts_from_the_wording_as_a_whole() -> None:
    revised = read_enactment(
        ["2001年2月10日甲市人大通过", "2010年4月18日甲市人大修正", "2017年1月20日甲市人大修订"], []
    )
    assert revised.entry_adopted_on == date(2017, 1, 20)
    amended = read_enactment(["（2001年2月3日公布 2018年4月5日修正并公布）"], [])
    assert amended.entry_published_on == date(2001, 2, 3)


def test_a_law_is_published_at_the_latest_when_it_is_amended() -> None:
    found = read_enactment(["2001年2月10日甲市人大通过", "2001年6月18日甲市人大修正"], [])
    assert (found.entry_published_on, found.published_by) == (None, date(2001, 6, 18))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("这是刚刚结束的2017甲省招商活动上的答卷。", date(2017, 7, 6)),
        ("今年（2019年）以来，园区签约不断。", date(2019, 7, 6)),
        ("园区计划到2025年建成。", None),
        ("刚刚闭幕的2018年会上，与刚刚结束的2017年会相比。", None),
        ("园区签约不断。", None),
    ],
)
def test_the_year_of_a_dateline_is_only_taken_from_a_text_that_proves_it(text: str, day: date | None) -> None:
    assert read_enactment([], ["（某网7月6日讯）"], text).published_on == day


def test_an_empty_header_says_nothing() -> None:
    assert read_enactment([], []) == Enactment()
