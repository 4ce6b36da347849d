"""The page in a real browser, over the real pipeline: what a visitor sees, clicks and opens."""

import re
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

import assistant.web.chat.page as page_module
from assistant.answer import Answer
from tests.web.conftest import Open, served
from tests.web.fakes import FakeAsk, FakeAssistant, FakeCatalog, FakeStore, rent_answer, rent_document
from tests.web.payloads import PAYLOADS

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def ask(page: "Page", question: str) -> None:
    """Types a question and waits until it has its answer."""
    answered = page.locator(".making, .notice").count()
    page.fill("#question textarea", question)
    page.keyboard.press("Enter")
    page.locator(".making, .notice").nth(answered).wait_for()


def fits(page: "Page") -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_a_question_gets_an_answer_whose_source_can_be_found_and_opened(address: str, visit: Open) -> None:
    page = visit(address)
    ask(page, "东园区租用标准厂房的租金补贴最高多少？")
    assert "100万元" in page.inner_text(".answer")
    page.locator("button.cite").first.click()
    card = page.locator(".source.lit")
    assert "云岭市东园区租金补贴办法" in card.inner_text()
    assert "云管发〔2025〕3号" in card.inner_text()
    assert "现行有效" in card.inner_text()
    assert "每家企业每年最高100万元" in card.locator("mark").first.inner_text()

    with page.context.expect_page() as opened:
        card.get_by_text("查看全文").click()
    document = opened.value
    assert "每家企业每年最高100万元" in "".join(document.locator("mark").all_inner_texts())
    document.locator('a[href^="/originals/"]').first.click()
    document.wait_for_url("**/originals/**")
    assert "第三条 本办法自2025年3月1日起施行。" in document.inner_text("body")


def test_a_chip_that_is_pointed_at_lights_its_card_and_no_other(address: str, visit: Open) -> None:
    page = visit(address)
    ask(page, "东园区租金补贴和沧州市物流补贴分别最高多少？")
    chips = page.locator("button.cite")
    for number in range(chips.count()):
        chips.nth(number).hover()
        assert page.locator(".source.lit .number").all_inner_texts() == [chips.nth(number).inner_text().split()[-1]]


def test_a_chip_of_an_earlier_answer_brings_its_sources_back(address: str, visit: Open) -> None:
    page = visit(address)
    ask(page, "东园区租用标准厂房的租金补贴最高多少？")
    ask(page, "沧州市物流补贴每年最高多少？")
    assert page.locator(".source h3").filter(visible=True).all_inner_texts() == ["沧州市物流补贴办法"]
    page.locator("button.cite").first.click()
    assert page.locator(".source h3").filter(visible=True).all_inner_texts() == ["云岭市东园区租金补贴办法"]


def test_without_evidence_it_says_so_and_whom_to_ask(address: str, visit: Open) -> None:
    page = visit(address)
    ask(page, "明天股票会涨吗？")
    assert "没有找到依据" in page.inner_text(".notice")
    assert "示例热线 12345" in page.inner_text(".answer")
    assert "检索到的文件" in page.inner_text("#sources")


def test_an_example_is_asked_by_a_click(address: str, visit: Open) -> None:
    page = visit(address)
    example = page.locator("#chat .example").first
    example.wait_for()
    question = example.inner_text().strip()
    example.click()
    page.locator(".making, .notice").first.wait_for()
    assert page.inner_text(".question") == question


def test_the_region_narrows_the_answer(address: str, visit: Open) -> None:
    page = visit(address)
    page.click("#region input")
    page.get_by_role("option", name=re.compile("沧州市")).click()
    ask(page, "补贴每年最高多少？")
    titles = page.locator(".source h3").filter(visible=True).all_inner_texts()
    assert set(titles) == {"沧州市物流补贴办法"}


def test_what_is_no_longer_in_force_answers_only_when_asked_for(address: str, visit: Open) -> None:
    page = visit(address)
    ask(page, "租用标准厂房的租金补贴按多少给？")
    assert "暂行规定" not in page.inner_text("#sources")
    page.get_by_label("含已失效").check()
    page.click("#new")
    page.wait_for_selector(".welcome")
    ask(page, "按照实际租金的20%给予补贴的是哪个规定？")
    assert "已失效" in page.inner_text("#sources")


def test_english_changes_every_label_and_is_remembered(address: str, visit: Open) -> None:
    page = visit(address)
    ask(page, "东园区租用标准厂房的租金补贴最高多少？")
    page.get_by_role("radio", name="English").check()
    page.get_by_text("Extracted from the sources").wait_for()
    for selector, said in (
        ("#header", "Ask"),
        ("#question", "Ask"),
        ("#new", "New chat"),
        ("#past", "Expired too"),
        ("#disclaimer", "For reference"),
        ("#sources", "Full text"),
    ):
        assert said in page.inner_text(selector)
    assert "100万元" in page.inner_text(".answer"), "content is not translated"
    assert page.locator("html").get_attribute("lang") == "en"
    again = page.context.new_page()
    again.goto(address)
    again.get_by_text("Which policy are you looking for?").wait_for()


def test_dark_is_switched_and_remembered(address: str, visit: Open) -> None:
    page = visit(address, color_scheme="light")
    ground = "getComputedStyle(document.querySelector('.gradio-container')).backgroundColor"
    light = page.evaluate(ground)
    page.click("[data-action=theme]")
    dark = page.evaluate(ground)
    again = page.context.new_page()
    again.goto(address)
    again.wait_for_selector("body.dark .welcome")
    assert light != dark
    assert again.evaluate(ground) == dark


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_nothing_runs_off_the_side(address: str, visit: Open, width: int) -> None:
    page = visit(address, width=width, height=844)
    assert fits(page)
    ask(page, "东园区租用标准厂房的租金补贴最高多少？" + "长" * 200)
    assert fits(page)
    page.get_by_role("radio", name="English").check()
    page.get_by_role("button", name="Ask", exact=True).wait_for()
    assert fits(page)


def test_on_a_phone_the_question_box_stays_at_hand_and_a_chip_leads_to_its_card(address: str, visit: Open) -> None:
    page = visit(address, width=390, height=844)
    ask(page, "东园区租用标准厂房的租金补贴最高多少？")
    page.locator("button.cite").first.click()
    page.wait_for_function("document.querySelector('.source.lit').getBoundingClientRect().top < innerHeight - 160")
    box = page.locator("#question").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 844


@pytest.mark.parametrize("question", ["", "   ", "长" * 100_000])
def test_a_question_that_cannot_be_asked_gets_a_sentence_and_stays_in_the_box(
    address: str, visit: Open, question: str
) -> None:
    page = visit(address)
    page.fill("#question textarea", question)
    page.keyboard.press("Enter")
    page.locator(".toast-body").wait_for()
    assert "问题" in page.inner_text(".toast-body")
    page.wait_for_function(
        "length => document.querySelector('#question textarea').value.length === length", arg=len(question)
    )
    assert page.locator(".question").count() == 0


def test_hostile_documents_and_questions_do_not_run(address: str, visit: Open) -> None:
    page = visit(address)
    for number, payload in enumerate(PAYLOADS, 1):
        ask(page, f"攻击载荷{number}号 {payload}")
    assert page.locator("#chat img, #chat iframe, #sources img, #sources iframe, #sources script").count() == 0
    assert "<script>alert(1)</script>" in page.inner_text("#chat")
    page.locator("#sources a").filter(visible=True).first.click()


def test_an_original_page_is_shown_as_text_and_not_run(address: str, visit: Open) -> None:
    page = visit(address)
    ask(page, "西园区企业装修办公用房的补贴最高多少？")
    page.locator("button.cite").first.click()
    with page.context.expect_page() as opened:
        page.locator(".source.lit").get_by_text("打开原件").click()
    opened.value.wait_for_load_state()
    assert opened.value.title() != "executed"
    assert "<script>" in opened.value.inner_text("body")


def scripted(*items: str | Answer | Exception | threading.Event, pause: float = 0.0) -> tuple[Any, FakeAsk]:
    return FakeAssistant(FakeStore(FakeCatalog([rent_document()]))), FakeAsk(items, pause)


def test_an_answer_can_be_stopped_and_the_next_question_asked(visit: Open) -> None:
    assistant, slow = scripted(*(f"第{number}句。" for number in range(400)), rent_answer(), pause=0.05)
    with served(assistant, slow) as address:
        page = visit(address)
        page.fill("#question textarea", "慢慢说")
        page.keyboard.press("Enter")
        page.get_by_text("第3句。").wait_for()
        page.get_by_role("button", name="停止").click()
        page.get_by_text("已停止").wait_for()
        page.get_by_role("button", name="停止").wait_for(state="hidden")  # the box is ready again
        slow.items = [rent_answer()]
        ask(page, "再问一次")
        assert "每年最高100万元" in page.locator(".answer").last.inner_text()
        assert [call[1] for call in slow.calls] == [(), ()], "what was stopped is no history"
        page.close()  # before its server stops


def test_two_visitors_do_not_see_each_other(visit: Open) -> None:
    assistant, door = scripted(rent_answer())
    with served(assistant, door) as address:
        first, second = visit(address), visit(address)
        ask(first, "甲的问题")
        ask(second, "乙的问题")
        assert first.locator(".question").all_inner_texts() == ["甲的问题"]
        assert second.locator(".question").all_inner_texts() == ["乙的问题"]
        assert [call[1] for call in door.calls] == [(), ()]


def test_a_failure_is_told_in_a_sentence(visit: Open) -> None:
    assistant, door = scripted("半句", RuntimeError("secret detail"))
    with served(assistant, door) as address:
        page = visit(address)
        ask(page, "问")
        assert "没有处理成功" in page.inner_text(".notice")
        assert "secret" not in page.inner_text("body")


def test_what_a_model_wrote_carries_its_label(visit: Open) -> None:
    assistant, door = scripted(rent_answer(model="openai:qwen-plus"))
    with served(assistant, door) as address:
        page = visit(address)
        ask(page, "问")
        assert "人工智能生成" in page.inner_text(".making")


def test_a_question_asked_before_the_labels_of_a_slow_server_arrive_keeps_its_answer(
    address: str, visit: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = threading.Event()
    relabel = page_module._opened

    def late(*given: Any, **more: Any) -> list[Any]:
        assert asked.wait(30), "nobody asked"
        return relabel(*given, **more)

    monkeypatch.setattr(page_module, "_opened", late)
    page = visit(address)
    ask(page, "东园区租用标准厂房的租金补贴最高多少？")
    asked.set()
    page.wait_for_timeout(1500)  # nothing on the page tells that they have come
    assert "100万元" in page.inner_text(".answer")


def test_a_new_conversation_stays_empty_although_an_answer_was_on_its_way(visit: Open) -> None:
    assistant, slow = scripted(*(f"第{number}句。" for number in range(400)), rent_answer(), pause=0.05)
    with served(assistant, slow) as address:
        page = visit(address)
        page.fill("#question textarea", "慢慢说")
        page.keyboard.press("Enter")
        page.get_by_text("第3句。").wait_for()
        page.click("#new")
        page.wait_for_selector(".welcome")
        slow.items = [rent_answer()]
        ask(page, "再问一次")
        assert page.locator(".question").all_inner_texts() == ["再问一次"]


def test_a_chip_leads_to_the_quoted_sentence_and_the_card_back_to_the_statement(address: str, visit: Open) -> None:
    page = visit(address, width=1280, height=420)
    ask(page, "东园区租用标准厂房的租金补贴最高多少？")
    page.locator("button.cite").first.focus()
    page.keyboard.press("Enter")
    inside = "s => { const r = document.querySelector(s).getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight }"
    page.wait_for_function(inside, arg=".source.lit mark")
    page.locator(".source.lit [data-back]").click()
    page.wait_for_function("document.activeElement.matches('button.cite.lit')")


def test_what_is_chosen_is_said_under_the_answer_and_cleared_by_one_press(address: str, visit: Open) -> None:
    page = visit(address)
    page.fill("#as-of input, #as-of textarea", "2021年5月1日")
    page.get_by_label("含已失效").check()
    page.get_by_role("button", name="清除").wait_for()
    ask(page, "云岭市东园区租用标准厂房的租金补贴按多少给？")
    assert "按 2021-05-01 判断时效" in page.inner_text(".making")
    assert "20%" in page.inner_text(".answer")
    page.get_by_role("button", name="清除").click()
    page.get_by_role("button", name="清除").wait_for(state="hidden")
    assert not page.get_by_label("含已失效").is_checked()


def test_a_question_that_is_offered_next_is_asked_by_a_click(address: str, visit: Open) -> None:
    page = visit(address)
    ask(page, "东园区租用标准厂房的租金补贴最高多少？")
    offered = page.locator(".further button").first
    offered.wait_for()
    question = offered.inner_text()
    offered.click()
    page.locator(".making").nth(1).wait_for()
    assert page.locator(".question").last.inner_text() == question


def test_a_lost_connection_is_said_and_a_question_in_flight_is_offered_again(visit: Open) -> None:
    assistant, slow = scripted("半句", threading.Event(), rent_answer())
    with served(assistant, slow) as address:
        page = visit(address)
        page.fill("#question textarea", "慢慢说")
        page.keyboard.press("Enter")
        page.get_by_text("半句").wait_for()
        page.fill("#question textarea", "正在写的下一问")
        page.evaluate("window.dispatchEvent(new Event('offline'))")
        page.get_by_text("没有答完").wait_for()  # the page has come back by itself
        assert page.input_value("#question textarea") == "正在写的下一问"
        slow.items = [rent_answer()]
        page.get_by_role("button", name="再问一次").click()
        page.locator(".making").wait_for()
        assert page.inner_text(".question") == "慢慢说"
        page.close()  # before its server stops


def test_a_long_answer_is_read_downwards_from_its_question(visit: Open) -> None:
    long = "\n\n".join(f"第{number}段：企业租用标准厂房的，按照实际租金给予补贴。" for number in range(1, 60))
    assistant, asking = scripted(long, replace(rent_answer(), text=long + "[1]"))
    with served(assistant, asking) as address:
        for width, height in ((1280, 800), (390, 844)):
            page = visit(address, width, height)
            for question in ("第一问", "第二问"):
                ask(page, question)
                page.wait_for_function(
                    "text => { const it = [...document.querySelectorAll('#chat .question')].pop();"
                    " return it.textContent === text && it.getBoundingClientRect().top < 200"
                    " && it.getBoundingClientRect().top >= 0 }",
                    arg=question,
                )
            page.close()  # before its server stops


def test_an_address_can_bring_the_words_of_a_question_or_a_document_to_ask_about(address: str, visit: Open) -> None:
    filled = "text => document.querySelector('#question textarea').value === text"
    visit(address, path="/?q=租金补贴").wait_for_function(filled, arg="租金补贴")
    page = visit(address)
    ask(page, "东园区租用标准厂房的租金补贴最高多少？")
    held = re.search(r"/documents/(\w+)", page.locator(".source a").first.get_attribute("href") or "")
    assert held is not None
    visit(address, path=f"/?doc={held[1]}").wait_for_function(filled, arg="《云岭市东园区租金补贴办法》")


def test_an_english_page_has_an_english_button_before_the_first_question(address: str, visit: Open) -> None:
    page = visit(address)
    page.get_by_label("English").check()
    page.get_by_role("button", name="Ask", exact=True).wait_for()
    page.reload()
    page.get_by_role("button", name="Ask", exact=True).wait_for()
