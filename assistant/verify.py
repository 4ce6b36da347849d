"""The door that every statement of an answer goes through: it stays only if what it cites bears it out."""

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer import Unverified
from assistant.claims import HIDDEN, level, with_units
from assistant.names import foreign_place, mismatched_name, parks_in
from assistant.passages import Passage, passages_of
from assistant.proof import Failure, prove
from assistant.statement import Draft, Quote, Statement, Table, quote_of
from corpus.document import Status
from corpus.normalize import simplify
from corpus.repair.quality import is_damaged
from corpus.sentences import sentences
from index.hit import Hit

logger = logging.getLogger(__name__)

_MARKER = re.compile(r"[\[【［]\s*(\d{1,3}(?:\s*[,，、]\s*\d{1,3})*)\s*[\]】］]")
_CONTACT = re.compile(
    r"https?:|www\.|[\w.+-]+@[\w-]+\.\w+|\b[\w-]+\.(?:com|cn|net|org|gov|io|top|xyz|cc|info|vip)\b|(?<!\d)1\d{10}(?!\d)|(?<![\d-])\d{3,4}-\d{7,8}(?!\d)|(?<![\d-])\d{7,12}(?!\d)"
    r"|微信|QQ|Ｑ",
    re.IGNORECASE,
)
_NAMED = re.compile(r"^[^，。；：\d一二三四五六七八九十百千万%]{2,8}：(?=.)")
"""What Wence calls a line, before what the passage says."""
_IN_FORCE = re.compile("现行有效|仍然?有效|目前有效|继续有效|正在(?:施行|实施|执行)|仍(?:适用|执行)")
_PAST = re.compile("废止|失效|过期|届满|不再有效|旧(?:办法|政策|版)|已被")
_SAID_PAST = re.compile("(?:现?已(?:经|被)?)?(?:废止|失效|过期)(?:的|，)?")
_COMING = re.compile("尚未施行|未施行|尚未生效|将[于自]|起施行")
_LABELS = {
    Status.REPEALED: "（所引文件已废止）",
    Status.EXPIRED: "（所引文件已失效）",
    Status.NOT_YET: "（所引文件尚未施行）",
}


@dataclass(frozen=True, slots=True)
class Proof:
    """That a text is borne out, and the sentences that do it."""

    quotes: tuple[Quote, ...]


def check(statement: Statement, about: Sequence[str] = ()) -> Unverified | None:
    """Why a statement must not be shown; None where its proof bears it out. `about`: what tells the parks that the
    question names, for a statement that names none."""
    text = bare(statement.text)
    if any(not _is_verbatim(quote) for quote in statement.proof):
        return Unverified(text, "引文与原文不一致")
    if statement.is_told or not text:
        return None
    if not statement.proof:
        return Unverified(text, "没有标明出处")
    hits, about = _hits(statement), parks_in(level(statement.label)) or about
    found = prove_text(_NAMED.sub("", text), hits, about)
    return found if isinstance(found, Unverified) and isinstance(prove_text(text, hits, about), Unverified) else None


def verified(draft: Draft) -> Draft:
    """A draft without a model, every statement and cell checked; one that its quotes do not bear out gives way to the
    quotes themselves, and one whose quotes are none is left out."""
    kept: list[Statement | Table] = []
    for line in draft.statements:
        if isinstance(line, Table):
            kept.append(replace(line, rows=tuple(tuple(map(_or_quoted, row)) for row in line.rows)))
        elif (sure := _or_quoted(line)).text:
            kept.append(sure)
    return replace(draft, statements=tuple(kept))


def _or_quoted(statement: Statement) -> Statement:
    reason = check(statement) if statement.proof else None
    if reason is None:
        return statement
    logger.warning("quoted instead of said: %s (%s)", reason.text, reason.reason)
    quotes = tuple(quote for quote in statement.proof if _is_verbatim(quote))
    said = " ".join(simplify(" ".join(quote.text.split())) for quote in quotes)
    return replace(statement, text=said, proof=quotes)


def prove_text(text: str, cited: Sequence[Hit], about: Sequence[str] = ()) -> Proof | Unverified:
    """The sentences of `cited` that bear out every figure, name and place of `text`, or why there are none."""
    said = with_units(level(bare(text)))
    around = "\n".join(level(hit.chunk.text) for hit in cited)
    reason = _unfounded(said, cited, around) or foreign_place(said, cited, about)
    if reason is not None:
        return Unverified(bare(text), reason)
    verbatim = _verbatim(level(bare(text)), cited)
    if verbatim is not None:
        return Proof(verbatim)
    passages = [passage for hit in cited for passage in passages_of(hit)]
    quotes: dict[tuple[str, int], Quote] = {}
    if any(hit.status.is_past for hit in cited):  # what it says of that has been checked
        said = _SAID_PAST.sub(lambda found: HIDDEN * len(found[0]), said)
    for start, end in sentences(said):
        wrong, hidden = mismatched_name(said[start:end], cited)
        found = Failure(wrong) if wrong else prove(hidden, passages, around)
        if isinstance(found, Failure):
            return Unverified(bare(text), found.reason)
        quotes |= {(one.hit.chunk.chunk_id, one.start): _quote(one, said) for one in found}
    kept = tuple(quote for quote in quotes.values() if not is_damaged(quote.text))
    return Proof(kept) if kept else Unverified(bare(text), "所引原文没有这样的内容")


def labelled(statement: Statement) -> Statement:
    """The statement, with a label behind it where what it cites no longer applies or does not yet, and it does not say so."""
    for status, label in _LABELS.items():
        says = _COMING if status is Status.NOT_YET else _PAST
        if any(quote.hit.status is status for quote in statement.proof) and not says.search(statement.text):
            return replace(statement, text=statement.text + label)
    return statement


def bare(text: str) -> str:
    """The text without its citation markers."""
    return _MARKER.sub("", text).strip()


def numbers(text: str) -> list[int]:
    """The citation numbers in a text, in order."""
    return [int(number) for group in _MARKER.findall(text) for number in re.split(r"\s*[,，、]\s*", group)]


def _hits(statement: Statement) -> list[Hit]:
    return list({quote.hit.chunk.chunk_id: quote.hit for quote in statement.proof}.values())


def _is_verbatim(quote: Quote) -> bool:
    """Whether the quote stands in its chunk where it says; chunks are slices of the cleaned text."""
    at = quote.start - quote.hit.chunk.start
    return bool(quote.text) and at >= 0 and quote.hit.chunk.text.startswith(quote.text, at)


def _unfounded(said: str, cited: Sequence[Hit], around: str) -> str | None:
    """Addresses and numbers to call that no cited passage gives, and a standing that no cited document has."""
    for match in _CONTACT.finditer(said):
        if match[0].lower() not in around.lower():
            return "含有原文没有的联系方式或链接"
    statuses = {hit.status for hit in cited}
    if _IN_FORCE.search(said) and any(status.is_past or status is Status.NOT_YET for status in statuses):
        return "所引文件已经失效、废止或尚未施行"
    if re.search("已(?:经|被)?(?:废止|失效|过期)|不再有效", said) and not any(status.is_past for status in statuses):
        return None if re.search("废止|失效|过期", around) else "所引文件并未废止或失效"
    return None


def _verbatim(said: str, cited: Sequence[Hit]) -> tuple[Quote, ...] | None:
    """The stretch of a passage that says just this, from a break to a break, so that no 不 is cut off."""
    wanted = _squeezed(said).strip("，。；：、-•")
    if len(wanted) < 2:
        return None
    for hit in cited:
        # The end of a line is a break, and within what is said it is passed over.
        text = re.sub(r"[^\S\n]+", "", level(hit.chunk.text))
        for match in re.finditer(r"\n*".join(map(re.escape, wanted)), text):
            if _is_break(text, match.start() - 1) and _is_break(text, match.end()):
                return _quotes_over(hit, wanted)
    return None


def _is_break(text: str, at: int) -> bool:
    return at < 0 or at >= len(text) or text[at] in "，。；：、！？（）()\n|,;:”“》"


def _quotes_over(hit: Hit, wanted: str) -> tuple[Quote, ...] | None:
    """The sentences of the hit that a squeezed stretch runs over."""
    found = []
    for start, end in sentences(hit.chunk.text):
        own = _squeezed(level(hit.chunk.text[start:end])).strip("，。；：、-•")
        if own and (own in wanted or wanted in own):
            found.append(quote_of(hit, start, end))
    return tuple(quote for quote in found if not is_damaged(quote.text)) or None


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _quote(passage: Passage, said: str) -> Quote:
    """The sentence itself; for what the catalog tells, the sentence of the passage that is nearest."""
    if passage.end - passage.start < len(passage.hit.chunk.text):
        return quote_of(passage.hit, passage.start, passage.end)
    return nearest_sentence(said, passage.hit)


def nearest_sentence(text: str, hit: Hit) -> Quote:
    """The sentence of the hit that shares most neighbouring characters with `text`."""
    spans = sentences(hit.chunk.text) or ((0, len(hit.chunk.text)),)
    pairs = {text[at : at + 2] for at in range(len(text) - 1)}

    def shared(span: tuple[int, int]) -> int:
        sentence = level(hit.chunk.text[span[0] : span[1]])
        return sum(pair in sentence for pair in pairs)

    return quote_of(hit, *max(spans, key=shared))
