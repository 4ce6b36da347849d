"""What a member of staff gives, made into an answer that may be kept."""

import re
from datetime import UTC, date, datetime

from assistant.answer import Turn
from assistant.log.desk import hang_on_case, proof
from assistant.log.reader import entry
from assistant.log.staff import Source, StaffAnswer, narrowing
from assistant.question import questions
from assistant.terminal import parse_day
from corpus.errors import SettingError
from corpus.normalize import in_title_marks
from index.hit import Filters
from index.store import Store

_ENTRY_ID = re.compile(r"[0-9a-f]{4,12}", re.IGNORECASE)


def answer_of(
    store: Store, subject: str, text: str, author: str, expires: str, source: str | None, quote: str | None
) -> StaffAnswer:
    """An answer to `subject`, the id of an entry or a question, as typed; `expires` is an ISO date.

    Raises:
        SettingError: something is empty, the day is past or no date, or the quote does not stand in the source.
        NoSuchEntry: there is no such entry.
        NoSuchDocument: there is no such source.
    """
    question, filters, entry_id = _question(store, subject.strip())
    last = parse_day(expires) or date.min
    if last < date.today():
        raise SettingError(f"有效期“{expires}”已经过去，应是今天或以后的日期，如 2027-06-30")
    for name, value in (("答复", text), ("答复人", author), ("问题", question)):
        if not value.strip():
            raise SettingError(f"{name}是空的，请写明")
    proved = _source(store, source, quote)
    return StaffAnswer(
        "", question, text.strip(), author.strip(), datetime.now(UTC), last, filters, proved, None, entry_id
    )


def _question(store: Store, subject: str) -> tuple[str, Filters, str | None]:
    if not _ENTRY_ID.fullmatch(subject):
        return " ".join(subject.split()), Filters(), None
    found = entry(store.catalog.engine, subject)
    history = [Turn(question, "") for question in found.earlier]
    if hang_on_case(questions(found.question, history, max_chars=len(found.question))):
        raise SettingError(
            "这个问题要结合提问人此前说的情况才能回答（见 wence log show），不能直接作为同类问题的答复。"
            "请把情况写进问题，用完整的问题代替编号"
        )
    return found.standalone, narrowing(found.filters), found.id


def _source(store: Store, doc_id: str | None, quote: str | None) -> Source | None:
    if doc_id is None and quote is None:
        return None
    if doc_id is None or not (quote or "").strip():
        raise SettingError("依据要用 --source 文件编号 和 --quote 原文 一起给出；文件编号见 wence docs list")
    title = store.catalog.document(doc_id).card.title
    source = Source(doc_id, title, (quote or "").strip())
    if proof(source, store, date.today()) is None:
        raise SettingError(
            f"所引文字不是{in_title_marks(title)}的原文，或跨了两个条款。请用 wence docs show {doc_id} 查看原文，一字不差地引用同一条中的一段"
        )
    return source
