"""Answers become HTML in which nothing of a document or a model is more than text."""

import pytest

from assistant.statement import Statement, Table, cite
from assistant.web.chat.markup import plain, to_html
from tests.web.payloads import PAYLOADS, dangers


def chip(number: int) -> str | None:
    return f"<b>chip{number}</b>" if number in (1, 2) else None


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("每年最高100万元[1]。", '<p>每年最高100万<span class="cited">元<b>chip1</b>。</span></p>'),
        ("两处[1][2]", '<p>两<span class="cited">处<b>chip1</b><b>chip2</b></span></p>'),
        ("两处[1，2]", '<p>两<span class="cited">处<b>chip1</b><b>chip2</b></span></p>'),
        ("**东湖**[1]", '<p><strong>东湖</strong><span class="cited"><b>chip1</b></span></p>'),
        ("A&B<C>[1]", '<p>A&amp;B&lt;C<span class="cited">&gt;<b>chip1</b></span></p>'),
        ("没有这一处[7]", "<p>没有这一处[7]</p>"),
        ("示管发[2025]3号", "<p>示管发[2025]3号</p>"),
        ("**东湖**：80%", "<p><strong>东湖</strong>：80%</p>"),
        ("2 ** 3 ** 4", "<p>2 ** 3 ** 4</p>"),
        ("首行\n次行\n\n另一段", "<p>首行<br>次行</p><p>另一段</p>"),
        (
            "条件：\n- 甲[1]\n- 乙",
            '<p>条件：</p><ul><li><span class="cited">甲<b>chip1</b></span></li><li>乙</li></ul>',
        ),
        ("- （一）甲\n- （二）乙", '<ul class="own"><li>（一）甲</li><li>（二）乙</li></ul>'),
        ("3. 丙\n4. 丁", '<ol start="3"><li>丙</li><li>丁</li></ol>'),
        ("## 结论", "<h4>结论</h4>"),
        ("-5%以下", "<p>-5%以下</p>"),
        ("项目：租金 | 东湖：18", "<p>项目：租金 | 东湖：18</p>"),
        (
            "| 园区 | 上限 |\n|---|---|\n| 东湖 | 100万元[1] |\n| 青岚 |",
            '<div class="table"><table><tr><th>园区</th><th>上限</th></tr>'
            '<tr><td>东湖</td><td>100万<span class="cited">元<b>chip1</b></span></td></tr>'
            "<tr><td>青岚</td><td></td></tr></table></div>",
        ),
        ("", ""),
    ],
)
def test_the_light_markdown_of_answers_is_shown(text: str, html: str) -> None:
    assert to_html(text, chip) == html


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("frame", ["{}", "- {}", "# {}", "**{}**", "| {} | b |\n|---|---|\n| {} | c |", "甲\n\n{}"])
def test_hostile_text_stays_text(payload: str, frame: str) -> None:
    html = to_html(frame.replace("{}", payload), chip)
    assert dangers(html) == []
    assert "\n" not in html, "a blank line would hand the rest to a Markdown reader"


def test_addresses_are_not_made_into_links() -> None:
    assert "<a" not in to_html("[点这里](https://example.org) ![x](https://example.org/x.png)", chip)


def test_plain_text_keeps_its_lines() -> None:
    assert plain(" 甲<b>\n乙 ") == "甲&lt;b&gt;<br>乙"


def test_a_cell_that_says_that_nothing_is_said_stands_back() -> None:
    html = to_html("| 事项 | 东湖 |\n| --- | --- |\n| 物流补贴 | 未见规定 |", lambda number: None)
    assert '<td class="silent">未见规定</td>' in html
    assert "<td>物流补贴</td>" in html


def test_what_stands_in_a_cell_stays_text_and_in_its_cell() -> None:
    hostile = Statement("<img src=x onerror=alert(1)> | **", ())
    text, _ = cite([Table(("事项", "甲|乙<script>"), ((hostile, hostile),))])
    html = to_html(text, lambda number: None)
    assert html.count("<td>") == html.count("<th>") == 2
    assert "<img" not in html
    assert "<script" not in html
