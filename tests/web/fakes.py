"""A store and a door that stand in for the real ones: what they answer is told beforehand, what they are asked is kept."""

import datetime
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import StaticPool

import index.people  # noqa: F401 - its tables are made with the others
from assistant.answer import Answer, Citation, Outcome, Turn
from assistant.headway import Headway
from assistant.settings import Settings
from corpus.document import Card, Chunk, Document, Kind, Section, Validity
from corpus.errors import NoSuchDocument
from index.hit import Filters, Hit
from index.schema import metadata
from tests.fakes import make_card, make_hit

TODAY = datetime.date(2026, 11, 1)
RENT = "第三条 租用本园区厂房的企业，前三年按实际租金的50%补贴。\n补贴每年最高100万元，租金补贴按年度兑付。"
QUOTE = "补贴每年最高100万元，租金补贴按年度兑付。"


def memory_engine() -> Engine:
    """The tables of a catalog, without a file."""
    engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
    metadata.create_all(engine)
    return engine


@dataclass
class FakeCatalog:
    documents: list[Document] = field(default_factory=list)
    folder: Path = Path()
    engine: Engine = field(default_factory=memory_engine)

    def cards(self) -> list[Card]:
        return [document.card for document in self.documents]

    def document(self, doc_id: str, revision: str | None = None) -> Document:
        for document in self.documents:
            if document.card.doc_id == doc_id and revision in (None, document.card.revision):
                return document
        raise NoSuchDocument(f"没有编号为 {doc_id} 的文件")

    def change(self) -> int:
        return 1

    def chunks(self, doc_id: str) -> list[Chunk]:
        return []

    def original(self, revision: str) -> Path:
        return self.folder / revision


@dataclass
class FakeStore:
    catalog: FakeCatalog


@dataclass
class FakeAssistant:
    store: FakeStore
    settings: Settings = field(default_factory=lambda: Settings(contact="示例市投资促进局"))
    model: None = None
    today: datetime.date = TODAY


@dataclass
class FakeAsk:
    """Answers with the given items, one after the other, and keeps what it was asked; an error is raised in its turn, and
    an event waited for."""

    items: Sequence[str | Headway | Answer | Exception | threading.Event]
    pause: float = 0.0
    calls: list[tuple[str, tuple[Turn, ...], Filters]] = field(default_factory=list)

    def __call__(
        self, assistant: object, question: str, history: Sequence[Turn] = (), filters: Filters = Filters()
    ) -> Iterator[str | Headway | Answer]:
        self.calls.append((question, tuple(history), filters))
        for item in self.items:
            if isinstance(item, Exception):
                raise item
            if isinstance(item, threading.Event):
                item.wait(60)
                continue
            time.sleep(self.pause)
            yield item


def make_document(title: str = "示例市产业促进办法", text: str = RENT, **fields: object) -> Document:
    return Document(make_card(title, **fields), text, (Section(("第三条",), 0, len(text)),))


def rent_document() -> Document:
    return make_document(
        "示例园区租金补贴办法",
        doc_id="rent",
        doc_number="示管发〔2025〕3号",
        issuer="示例园区管理委员会",
        region="示例省示例市",
        kind=Kind.NORMATIVE,
        published_on=datetime.date(2025, 2, 10),
        validity=Validity(effective_on=datetime.date(2025, 3, 1), evidence="本办法自2025年3月1日起施行。"),
    )


def rent_hit(rank: int = 1) -> Hit:
    return make_hit(RENT, rank=rank, card=rent_document().card, path=("第二章 扶持内容", "第三条"))


def rent_answer(**fields: object) -> Answer:
    hit = rent_hit()
    values: dict[str, object] = {
        "question": "租金补贴怎么给？",
        "standalone_question": "租金补贴怎么给？",
        "outcome": Outcome.ANSWERED,
        "text": "补贴每年最高100万元。[1]",
        "model": "extractive",
        "citations": (Citation(1, hit, RENT.index(QUOTE), QUOTE),),
        "hits": (hit,),
        "total_seconds": 0.04,
    }
    return Answer(**(values | fields))  # type: ignore[arg-type]  # the fields are spelled by the test
