"""Whoever knows the id of what is another person's neither reads nor changes nor removes it."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from assistant.accounts.keys import add_key, remove_key
from assistant.accounts.role import Role
from assistant.accounts.users import add_user
from assistant.ask import ask
from assistant.conversations.store import Conversations, Kept
from assistant.log.door import kept
from assistant.log.entry import Channel
from assistant.log.feedback import Feedback, Reason, given
from assistant.open import Assistant
from assistant.settings import Accounting, Settings
from assistant.web.visitor import COOKIE, visitor_of
from index.corrections import door
from index.encoder import open_encoder
from index.ingest import ingest
from index.people import sessions
from index.store import Store
from tests.web.conftest import ELSEWHERE, RENT, served
from tests.web.login.site import PASSWORD
from tests.web.pages import Page

MINE, THEIRS = "a" * 32, "b" * 32
ASKED = "云岭市东园区租用标准厂房的租金补贴最高多少？"
REMARK = "请看第三条的兑付办法"
GONE = "每年最高30万元"


@dataclass(frozen=True)
class Site:
    """The whole application over a real store, with accounts and keys."""

    address: str
    assistant: Assistant
    folder: Path
    keys: tuple[str, str]
    """Of two programs."""

    def page(self, token: str, session: str) -> Page:
        return Page(self.address, token, session)

    def get(self, path: str, token: str = "", **params: str) -> httpx.Response:
        return httpx.get(self.address + path, params=params, cookies={COOKIE: token} if token else {}, timeout=60)

    def call(self, key: str, method: str, path: str, **more: Any) -> httpx.Response:
        return httpx.request(
            method, self.address + path, headers={"Authorization": f"Bearer {key}"}, timeout=60, **more
        )

    @property
    def conversations(self) -> Conversations:
        return Conversations(self.assistant.store.catalog.engine, 30)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("policies")
    for name, text in (("东园.txt", RENT), ("沧州.txt", ELSEWHERE)):
        (folder / name).write_text(text, encoding="utf-8")
    with Store.open(tmp_path_factory.mktemp("store") / "home", open_encoder()) as store:
        assert ingest(store, [folder]).failed == ()
        assistant, engine = Assistant(store, Settings(accounts=Accounting.ON, public_hosts=None)), store.catalog.engine
        keys = add_key(engine, "甲", Role.VISITOR), add_key(engine, "乙", Role.VISITOR)
        add_user(engine, "王芳", Role.STAFF, PASSWORD)
        with (
            kept(ask, assistant, Channel.WEB) as asking,
            kept(ask, assistant, Channel.API) as programs,
            served(assistant, asking, programs) as address,
        ):
            yield Site(address, assistant, folder, keys)


@dataclass(frozen=True)
class Mine:
    """A conversation with one answer and an opinion of it, and the page that it was held on."""

    site: Site
    page: Page
    key: str

    @property
    def visitor(self) -> str:
        found = visitor_of({"cookie": f"{COOKIE}={MINE}"})
        assert found is not None
        return found

    @property
    def exchanges(self) -> list[Kept]:
        return self.site.conversations.exchanges(self.visitor, self.key)

    @property
    def entry(self) -> str:
        answer = self.exchanges[0].answer
        assert answer is not None
        assert answer.entry_id is not None
        return answer.entry_id

    def is_untouched(self) -> bool:
        """Whether all is as it was."""
        (found,) = [it for it in self.site.conversations.listed(self.visitor) if it.id == self.key]
        opinions = [it.opinion for it in self.opinions()]
        is_said = len(opinions) == 1 and opinions[0].remark == REMARK and not opinions[0].is_helpful
        return found.title == ASKED and [it.question for it in self.exchanges] == [ASKED] and is_said

    def opinions(self) -> list[Feedback]:
        engine = self.site.assistant.store.catalog.engine
        return [it for it in given(engine) if it.entry_id == self.entry and it.visitor == self.visitor]


_PAGES = iter(f"mine{number}" for number in range(100))


@pytest.fixture
def mine(site: Site) -> Mine:
    page = site.page(MINE, next(_PAGES))
    assert "100万元" in page.ask(ASKED)
    visitor = visitor_of({"cookie": f"{COOKIE}={MINE}"})
    assert visitor is not None
    mine = Mine(site, page, site.conversations.listed(visitor)[0].id)
    page.press("acts", "like", {"turn": 0, "helpful": False})
    page.press(None, "click", why=Reason.OTHER.value, remark=REMARK)
    assert mine.is_untouched()
    return mine


def test_i_find_my_own_again(mine: Mine) -> None:
    assert ASKED in mine.site.page(MINE, "again1").reopen(mine.key)
    for suffix in ("md", "docx"):
        assert mine.site.get(f"/conversations/{mine.key}.{suffix}", MINE).status_code == 200


@pytest.mark.parametrize("token", [THEIRS, "", "digest"])
def test_nobody_else_gets_my_conversation_as_a_file(mine: Mine, token: str) -> None:
    for suffix in ("md", "docx"):
        refused = mine.site.get(f"/conversations/{mine.key}.{suffix}", mine.visitor if token == "digest" else token)
        assert refused.status_code == 404
        assert "100万元" not in refused.text


def test_nobody_else_opens_renames_or_deletes_it_on_the_page(mine: Mine) -> None:
    other = mine.site.page(THEIRS, "other1")
    heard = other.reopen(mine.key)
    heard += other.press("history", "select", {"id": mine.key})
    heard += other.press("history", "edit", {"id": mine.key, "title": "改成我的"})
    heard += other.press("history", "delete", {"id": mine.key}, talk_key=mine.key)
    assert ASKED not in heard
    assert "100万元" not in heard
    assert mine.is_untouched()


def test_nobody_else_goes_on_with_it(mine: Mine) -> None:
    other = mine.site.page(THEIRS, "other2")
    heard = other.ask("那装修呢？", mine.key) + other.press("acts", "retry", {}, talk_key=mine.key, language="zh")
    assert mine.key not in heard
    assert ASKED not in heard
    assert mine.is_untouched()


@pytest.mark.parametrize("token", [THEIRS, ""])
def test_whoever_knows_what_my_page_calls_itself_sees_nothing_of_it(mine: Mine, token: str) -> None:
    other = mine.site.page(token, mine.page.session)
    heard = other.ask("沧州市物流补贴每年最高多少？") + other.press("acts", "edit", {})
    other.press("acts", "like", {"turn": 0, "helpful": True})
    assert ASKED not in heard
    assert "100万元" not in heard
    assert mine.is_untouched()
    assert ASKED in mine.page.ask("那第三年呢？", mine.key)


def test_nobody_else_hears_or_ends_what_my_page_is_answered(mine: Mine) -> None:
    other = mine.site.page(THEIRS, mine.page.session)
    event = mine.page.join("question", "submit", question=ASKED, talk_key="", language="zh")
    assert "100万元" not in other.heard()
    body = {"session_hash": mine.page.session, "fn_index": 2, "event_id": event}
    assert other.send("cancel", body).status_code == 404
    other.press("question", "stop")
    other.beat()
    assert "100万元" in mine.page.heard()
    assert ASKED in mine.page.ask("那第三年呢？", mine.key)


def test_an_opinion_of_one_program_is_not_that_of_another_or_of_a_visitor(mine: Mine) -> None:
    for key, helpful in zip(mine.site.keys, (True, False), strict=True):
        body = {"helpful": helpful, "remark": "程序转来", "user": "wecom:42"}
        assert mine.site.call(key, "POST", f"/api/answers/{mine.entry}/feedback", json=body).status_code == 204
    forged = {"helpful": True, "user": mine.visitor}
    assert mine.site.call(mine.site.keys[0], "POST", f"/api/answers/{mine.entry}/feedback", json=forged).is_success
    found = [it for it in given(mine.site.assistant.store.catalog.engine) if it.entry_id == mine.entry]
    assert sorted(it.opinion.is_helpful for it in found) == [False, False, True, True]
    assert mine.is_untouched()


def test_a_program_neither_reads_nor_settles_what_was_asked_and_said(mine: Mine) -> None:
    key, opinion = mine.site.keys[0], mine.opinions()[0].id
    reading = ("/api/log", f"/api/log?contains={ASKED}", "/api/log/unanswered", "/api/feedback", "/desk/answers.csv")
    told = [mine.site.call(key, "GET", path) for path in reading]
    told.append(mine.site.call(key, "POST", f"/api/feedback/{opinion}/settle"))
    told += [mine.site.call(key, "GET", f"/api/answers/{mine.entry}{it}") for it in ("", "/feedback")]
    assert all(it.status_code in (401, 403, 404, 405) for it in told)
    assert not [it for it in told if REMARK in it.text or "100万元" in it.text]
    assert mine.opinions()[0].settled_at is None


def test_a_conversation_that_one_program_names_tells_another_nothing(site: Site) -> None:
    one, two = site.keys
    named = {"question": ASKED, "conversation": "bot:7"}
    assert "100万元" in site.call(one, "POST", "/api/ask", json=named).json()["answer"]
    follow = {"question": "那最多几家？"}
    alone = site.call(two, "POST", "/api/ask", json=follow).json()
    within = site.call(two, "POST", "/api/ask", json=follow | {"conversation": "bot:7"}).json()
    assert (within["outcome"], within["answer"]) == (alone["outcome"], alone["answer"])


def test_a_key_that_was_taken_back_opens_nothing(site: Site) -> None:
    engine = site.assistant.store.catalog.engine
    key = add_key(engine, "丙", Role.STAFF)
    assert site.call(key, "GET", "/api/log").status_code == 200
    remove_key(engine, "丙")
    assert site.call(key, "GET", "/api/log").status_code == 401


def test_what_the_catalog_keeps_of_a_session_opens_none(site: Site) -> None:
    with httpx.Client(base_url=site.address, timeout=60) as staff:
        staff.post("/login", data={"username": "王芳", "password": PASSWORD}, headers={"Origin": site.address})
        assert staff.get("/desk/answers.csv").status_code == 200
        with site.assistant.store.catalog.engine.connect() as connection:
            held = connection.scalars(select(sessions.c.token)).all()
        assert held
        for digest in held:
            cookies = {"wence_session": digest}
            assert httpx.get(f"{site.address}/desk/answers.csv", cookies=cookies).status_code == 401
            httpx.post(f"{site.address}/logout", cookies=cookies, headers={"Origin": site.address})
        assert staff.get("/desk/answers.csv").status_code == 200


@pytest.fixture
def removed(site: Site) -> Iterator[tuple[str, str, str]]:
    """The id and the revision of a document that staff have removed, and the id of the removal; its file came again."""
    card = next(it for it in site.assistant.store.catalog.cards() if it.title.startswith("沧州"))
    removal = door.remove(site.assistant.store, card.doc_id, "王芳")
    ingest(site.assistant.store, [site.folder])
    yield card.doc_id, card.revision, removal.id
    door.undo(site.assistant.store, removal.id, "王芳")


def test_a_document_that_was_removed_opens_by_the_whole_address_of_an_old_citation_only(
    site: Site, removed: tuple[str, str, str]
) -> None:
    gone, revision, _ = removed
    here = next(it.doc_id for it in site.assistant.store.catalog.cards())
    paths = [f"/documents/{gone}", f"/documents/{gone}/text", f"/originals/{gone}", f"/originals/{gone}/pages/1.png"]
    paths += [f"/documents/{gone}/pages/1", f"/documents/{gone}/compare/{here}", f"/documents/{here}/compare/{gone}"]
    stolen = [f"/originals/{here}", f"/originals/{revision}", f"/documents/{here}", f"/documents/{here}/text"]
    answers = [site.get(path) for path in paths] + [site.get(path, revision=revision) for path in stolen]
    answers += [site.get(path, revision=it) for path in paths for it in (revision[:8], "", "%", "..")]
    answers.append(site.get(f"/documents/{here}/compare/{here}", other_revision=revision))
    answers += [site.call(site.keys[0], "GET", f"/api/documents/{gone}{it}") for it in ("", "/text")]
    assert [(it.url, it.status_code) for it in answers if it.status_code != 404] == []
    assert not [it.url for it in answers if GONE in it.text]


def test_what_was_removed_is_in_no_list_and_in_no_answer(site: Site, removed: tuple[str, str, str]) -> None:
    key = site.keys[0]
    call = {"name": "get_document", "arguments": {"doc_id": removed[0]}}
    mcp = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": call}
    accept = {"Accept": "application/json, text/event-stream", "Authorization": f"Bearer {key}"}
    question = "沧州市物流补贴每年最高多少？"
    told = [
        httpx.post(f"{site.address}/mcp", json=mcp, headers=accept, timeout=60).text,
        site.call(key, "GET", "/api/documents", params={"status": "all"}).text,
        site.call(key, "GET", "/api/search", params={"q": question}).text,
        site.call(key, "POST", "/api/ask", json={"question": question, "filters": {"status": "all"}}).text,
        site.page(THEIRS, "other3").ask(question),
        _cells(site.get("/lookup.xlsx", q="物流补贴", past="1").content),
    ]
    assert not [it for it in told if GONE in it]


def test_nobody_but_staff_brings_it_back(site: Site, removed: tuple[str, str, str]) -> None:
    path = f"/api/corrections/{removed[2]}/undo"
    assert site.call(site.keys[0], "POST", path).status_code == 403
    assert httpx.post(site.address + path).status_code == 401
    assert site.get(f"/documents/{removed[0]}").status_code == 404


def _cells(workbook: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        return json.dumps(
            [parts.read(name).decode("utf-8", "replace") for name in parts.namelist()], ensure_ascii=False
        )
