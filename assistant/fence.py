"""Passages as a model is shown them: numbered, and fenced as data that cannot close its fence."""

import re
import unicodedata
from collections.abc import Sequence

from assistant.standing import STATUS_NAMES, chinese_date
from assistant.window import Request
from corpus.normalize import in_title_marks
from corpus.repair.quality import DAMAGE
from index.hit import Hit

_FENCE = re.compile(r"[<＜‹«〈]{2,}|[>＞›»〉]{2,}|[<＜]{2}|[>＞]{2}")
_NUMBER = re.compile(r"\[(?=\s*\d{1,3}\s*\])")
_BLOT = re.compile(f"{DAMAGE}[{DAMAGE}\\n]{{8,}}")
_LEFT_OUT = "（略）"
_MOST_META = 100
"""Characters of a title or heading; more is text in disguise."""


def passages(request: Request) -> str:
    """The numbered passages, each with its place and standing, all of it inside its fence."""
    pairs = zip(request.hits, request.texts, strict=True)
    return "\n\n".join(_passage(number, hit, text) for number, (hit, text) in enumerate(pairs, start=1))


def frame(hit: Hit) -> str:
    """What a passage stands in: number, fence and identity."""
    return _passage(99, hit, "")


def numbered(hits: Sequence[Hit]) -> str:
    """Whole passages in the same form."""
    return "\n\n".join(_passage(number, hit, hit.chunk.text) for number, hit in enumerate(hits, start=1))


def _passage(number: int, hit: Hit, text: str) -> str:
    card, path = hit.chunk.card, hit.chunk.path
    validity = card.validity
    facts: Sequence[tuple[str, str | None]] = (
        ("标题", in_title_marks(card.title)),
        ("文号", card.doc_number),
        ("发文机关", card.issuer),
        ("位置", " ".join(path)),
        ("通过", chinese_date(card.adopted_on) if not card.published_on else ""),
        ("发布", chinese_date(card.published_on)),
        ("施行", chinese_date(validity.effective_on)),
        ("有效期至", chinese_date(validity.expires_on)),
        ("时效", STATUS_NAMES[hit.status]),
    )
    lines = [f"{name}：{_line(value)}" for name, value in facts if value]
    return "\n".join((f"[{number}]", "<<<", *lines, "正文：", fenced(text), ">>>"))


def fenced(text: str) -> str:
    """Text that can neither end a fence nor pass for the number of a passage, without characters that hide."""
    visible = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs"))
    return _NUMBER.sub("［", _FENCE.sub(" ", _BLOT.sub(_LEFT_OUT, visible)))


def _line(value: str) -> str:
    return fenced(" ".join(value.split()))[:_MOST_META]
