"""The desk over a small real store."""

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.ask import ask
from assistant.log.door import kept
from assistant.log.entry import Channel
from assistant.open import Assistant
from assistant.settings import Settings
from assistant.web.desk.office import Office
from assistant.web.desk.visit import Visit
from assistant.web.desk.words import CHINESE
from index.encoder import open_encoder
from index.hit import Filters
from index.ingest import ingest
from index.store import Store
from tests.web.conftest import ELSEWHERE, OLD, RENT

HOSTILE = """<img src=x onerror=alert(1)>园区停车办法
云岭市南园区管理委员会 2025年3月2日
第一条 <script>alert(2)</script>园区停车每月200元。
第二条 本办法自2025年4月1日起施行。
"""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """What sections work on: four documents, one of them hostile."""
    folder = tmp_path / "policies"
    folder.mkdir()
    for name, text in (("东园.txt", RENT), ("旧规定.md", OLD), ("沧州.txt", ELSEWHERE), ("停车.txt", HOSTILE)):
        (folder / name).write_text(text, encoding="utf-8")
    with Store.open(tmp_path / "home", open_encoder()) as store:
        assert ingest(store, [folder]).failed == ()
        yield Office(Assistant(store, Settings(home=tmp_path / "home")), ask)


def visit(slug: str, /, **query: str) -> Visit:
    """A look of 李明's at a section, today."""
    return Visit(slug, "李明", is_admin=False, said=CHINESE, query=query, today=datetime.date.today())


@pytest.fixture
def asked(office: Office) -> Callable[[str], Answer]:
    """Asks through the web as a visitor does; the answer is in the log when it is given."""

    def asked(question: str) -> Answer:
        with kept(ask, office.assistant, Channel.WEB) as door:
            *_, answer = door(office.assistant, question, (), Filters())
        assert isinstance(answer, Answer)
        return answer

    return asked
