"""A conversation leaves as a file that says what was asked, answered, by what, from where and when; only for its owner."""

import datetime
import re
from io import BytesIO
from typing import Any
from urllib.parse import unquote

import docx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.answer import Answer, Citation, Outcome
from assistant.conversations.store import Conversations, new_id
from assistant.settings import Settings
from assistant.web.chat.conversation import Exchange, Stage
from assistant.web.export.markdown import Asked, Talk, markdown
from assistant.web.export.plain import copies, plain_answer
from assistant.web.export.routes import routes
from assistant.web.export.word import word
from assistant.web.text import CHINESE, ENGLISH, Words
from assistant.web.visitor import COOKIE, Visitors, visitor_of
from tests.fakes import make_card, make_hit
from tests.web.fakes import QUOTE, FakeAssistant, FakeCatalog, FakeStore, rent_answer, rent_document
from tests.web.payloads import dangers
from tests.web.sixty import SIXTY

DAY = datetime.date(2026, 11, 22)
TABLE = "**两个园区**的租金补贴如下。\n\n| 园区 | 比例 |\n|---|---|\n| 东园 | 80%[1] |\n| 西园 | 未见规定 |\n\n- 按年度兑付\n"


def talk(*answers: Answer | None, title: str = "租金补贴怎么给？", question: str = "租金补贴怎么给？") -> Talk:
    return Talk(title, [Asked(question, it, DAY) for it in answers], DAY, "https://wence.example")


def text_of(file: bytes) -> str:
    return "\n".join(it.text for it in docx.Document(BytesIO(file)).paragraphs)


@pytest.mark.parametrize("form", ["markdown", "word", "copied"])
@pytest.mark.parametrize(
    "said",
    [
        "租金补贴怎么给？",
        "补贴每年最高100万元。",
        "示例园区租金补贴办法",
        "示管发〔2025〕3号",
        "示例园区管理委员会",
        "第二章 扶持内容 › 第三条",
        QUOTE,
        "现行有效",
        "2025-02-10 发布",
        "2025-03-01 起施行",
        "人工智能生成",
        "openai:qwen-plus",
        CHINESE.disclaimer,
    ],
)
def test_every_form_says_what_the_page_says(form: str, said: str) -> None:
    answer = rent_answer(model="openai:qwen-plus")
    made = {
        "markdown": lambda: markdown(talk(answer), CHINESE),
        "word": lambda: text_of(word(talk(answer), CHINESE)),
        "copied": lambda: plain_answer("租金补贴怎么给？", answer, CHINESE),
    }[form]()
    assert said in made


@pytest.mark.parametrize("words", [CHINESE, ENGLISH])
def test_files_name_their_day_and_lead_back(words: Words) -> None:
    for made in (markdown(talk(rent_answer()), words), text_of(word(talk(rent_answer()), words))):
        assert "2026-11-22" in made
        assert "https://wence.example/documents/rent?" in made


def test_what_is_extracted_or_written_by_staff_is_not_called_generated() -> None:
    for answer in (rent_answer(), rent_answer(model="staff")):
        assert "人工智能生成" not in markdown(talk(answer), CHINESE)
        assert "人工智能生成" not in plain_answer("问", answer, CHINESE)


def test_a_word_file_has_real_headings_and_a_real_table() -> None:
    document = docx.Document(BytesIO(word(talk(rent_answer(text=TABLE)), CHINESE)))
    styles = {it.style.name: it.text for it in document.paragraphs if it.style is not None}
    assert styles["Title"] == "租金补贴怎么给？"
    assert styles["Heading 1"] == "1. 租金补贴怎么给？"
    assert styles["Heading 2"] == "出处"
    assert styles["List Bullet"] == "按年度兑付"
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["园区", "比例"],
        ["东园", "80%[1]"],
        ["西园", "未见规定"],
    ]
    bold = [run.text for it in document.paragraphs for run in it.runs if run.bold]
    assert "两个园区" in bold
    assert "**" not in "\n".join(it.text for it in document.paragraphs)


def test_numbers_of_a_list_are_those_of_the_answer() -> None:
    text = "- （一）在园区注册；[1]\n- （二）依法纳税。[1]\n\n1. 先申报\n2. 再兑付\n\n**另外**\n\n1. 重新计数"
    document = docx.Document(BytesIO(word(talk(rent_answer(text=text)), CHINESE)))
    listed = [it.text for it in document.paragraphs if it.style is not None and it.style.name == "List Paragraph"]
    assert listed == ["（一）在园区注册；[1]", "（二）依法纳税。[1]", "1. 先申报", "2. 再兑付", "1. 重新计数"]


def test_what_is_copied_has_no_markup() -> None:
    told = plain_answer("问", rent_answer(text=TABLE), CHINESE)
    assert "两个园区的租金补贴如下。" in told
    assert "东园 | 80%[1]" in told
    assert "---" not in told
    assert "**" not in told


def test_an_answer_without_evidence_says_so() -> None:
    answer = rent_answer(outcome=Outcome.NOT_FOUND, text="没有找到。", citations=())
    assert "没有找到依据" in markdown(talk(answer), CHINESE)
    assert "没有找到依据" in text_of(word(talk(answer), CHINESE))


def test_an_answer_that_cannot_be_read_any_more_is_told() -> None:
    assert "请重新提问" in markdown(talk(None), CHINESE)
    assert "请重新提问" in text_of(word(talk(None), CHINESE))


@pytest.mark.parametrize("payload", SIXTY)
def test_hostile_text_stays_text_in_every_form(payload: str) -> None:
    hit = make_hit(payload, card=make_card(payload, doc_number=payload, issuer=payload, url=payload), path=(payload,))
    answer = rent_answer(text=payload + "[1]", model=payload, citations=(Citation(1, hit, 0, payload),), hits=(hit,))
    made = markdown(talk(answer, title=payload, question=payload), CHINESE)
    assert not re.search(r"<(?!https?://)[a-zA-Z/!]", made)
    assert not re.search(r"(?<!\\)\]\((?!https://wence\.example/documents/)", made)
    assert text_of(word(talk(answer, title=payload, question=payload), CHINESE))
    shown = copies([Exchange(payload, Stage.DONE, answer=answer)], CHINESE)
    assert dangers(shown) == []


class Served:
    """The routes over kept conversations, and two browsers."""

    def __init__(self, **settings: Any) -> None:
        self.catalog = FakeCatalog([rent_document()])
        app = FastAPI()
        app.include_router(routes(FakeAssistant(FakeStore(self.catalog), Settings(**settings))))  # type: ignore[arg-type]
        self.app = app

    def browser(self, token: str) -> TestClient:
        return TestClient(self.app, cookies={COOKIE: token})

    def kept(self, token: str, question: str = "租金补贴怎么给？") -> str:
        visitor, conversation = visitor_of({"cookie": f"{COOKIE}={token}"}), new_id()
        assert visitor is not None
        Conversations(self.catalog.engine, 30).add(visitor, conversation, question, rent_answer())
        return conversation


MINE, THEIRS = "a" * 32, "b" * 32


def test_the_owner_gets_the_file_under_its_title() -> None:
    served = Served()
    conversation = served.kept(MINE)
    sent = served.browser(MINE).get(f"/conversations/{conversation}.docx")
    assert text_of(sent.content).startswith("租金补贴怎么给？")
    assert unquote(sent.headers["content-disposition"]).endswith("''租金补贴怎么给？.docx")
    assert sent.headers["cache-control"] == "no-store"
    sent = served.browser(MINE).get(f"/conversations/{conversation}.md?lang=en")
    assert "Sources" in sent.text
    assert sent.headers["content-type"] == "text/markdown; charset=utf-8"


@pytest.mark.parametrize("suffix", ["md", "docx"])
def test_nobody_else_gets_it(suffix: str) -> None:
    served = Served()
    path = f"/conversations/{served.kept(MINE)}.{suffix}"
    for browser in (served.browser(THEIRS), TestClient(served.app), served.browser("forged")):
        assert browser.get(path).status_code == 404
    assert served.browser(MINE).get(f"/conversations/{new_id()}.{suffix}").status_code == 404


def test_where_none_is_kept_none_is_exported() -> None:
    served = Served(conversation_days=0)
    assert served.browser(MINE).get(f"/conversations/{served.kept(MINE)}.md").status_code == 404


@pytest.mark.parametrize(
    "title", ["../../etc/passwd", 'a"; filename="x.exe', "a\r\nSet-Cookie: x=1", "长" * 300, "...", "CON|a*?"]
)
def test_a_title_becomes_a_name_that_does_no_harm(title: str) -> None:
    served = Served()
    given = served.browser(MINE).get(f"/conversations/{served.kept(MINE, title)}.md").headers["content-disposition"]
    name = unquote(given.partition("''")[2])
    assert name.endswith(".md")
    assert not re.search(r'[\\/:*?"<>|\r\n]', name)
    assert len(name) <= 70


def test_middleware_and_routes_agree_on_the_visitor() -> None:
    served = Served()
    served.app.add_middleware(Visitors)
    assert served.browser(MINE).get(f"/conversations/{served.kept(MINE)}.md").status_code == 200
