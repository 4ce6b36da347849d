"""Text whose bytes were decoded one byte out of step, set right.

A page in GB 18030 lost the first byte of a character, and what followed was read in pairs that each hold the second
byte of one character and the first of the next: 海口高新區, BA·A3BF·DAB8·DFD0·C285·5E, became `??诟咝聟^` (lost byte,
A3BF = ？, DAB8 = 诟, …). The steps fall in again at a byte that stands alone. To set it right, encode what is shown,
put a lead byte back, and decode. Which byte it was follows from the words that come out of it and from what the
document says elsewhere; where that does not tell, the character is marked as missing.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.characters import common_characters
from corpus.normalize import simplify
from corpus.pinyin import SYLLABLE
from corpus.quality import DAMAGE

MISSING = DAMAGE
"""Stands for a character that could not be recovered."""

_TOKEN = re.compile(rf"(.)(?:[(（]({SYLLABLE})[)）]|(?<=[?？])({SYLLABLE})[)）])?", re.DOTALL)
_TRAIL_ALONE = re.compile(r"[@-~]")
_LONGEST_RUN = 24
_MOST_MARKS = 2000
"""A text with more question marks than this is not damaged in this way; trying them all would take seconds."""
_LEADS = range(0x81, 0xFF)
_TRAILS = (*range(0x40, 0x7F), *range(0x80, 0xFF))
_LEAST_GAIN = 2.0
"""How much more the repaired run must look like Chinese than what is shown; about one word."""
_MOST_FROM_ENDS = 3.0
"""The most that the two characters at the ends of a run add to how Chinese it looks."""
_LEAST_LEAD = 1.5
"""How far ahead of the next candidate a restored character must be to be taken."""
_FULL_WIDTH = {ord(mark): chr(ord(mark) + 0xFEE0) for mark in "?!,:;()"}
"""Punctuation that a page's own tools may have made half-width after the damage."""
_POLICY_WORDS = frozenset(
    "营商环境 招商引资 高新区 开发区 产业园 产业链 孵化器 专精特新 一体化 总部经济 优惠政策 固定资产 规模以上 "
    "京津冀 雄安新区 自贸区 保税区 管委会 亿元 万元 亩均 税收 落户 签约 入驻 投产 园区 招商 补贴 奖励 扶持".split()
)
"""Words of this field that a general dictionary lacks or holds for rare."""


@dataclass(frozen=True, slots=True)
class _Token:
    """One shown character with its annotation, and where both stand in the line."""

    shown: str
    pinyin: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Run:
    """A damaged stretch: `tokens[first:last]` shown, and the characters that its bytes spell.

    The first character lacks its lead byte; the last may lack its trail byte (`open_lead` is what is left of it).
    """

    first: int
    last: int
    trail: int
    middle: str
    open_lead: int | None


class Evidence:
    """What is known of a document's language: its intact pairs of characters, and its annotations."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def pairs(self) -> Counter[str]:
        """How often each two neighbouring characters occur, Simplified, annotations left out."""
        plain = simplify("".join(token.shown for token in _tokens(self._text)))
        return Counter(plain[at : at + 2] for at in range(len(plain) - 1))

    @cached_property
    def pinyin(self) -> dict[str, set[str]]:
        """The pinyin that each annotated character is given."""
        known: dict[str, set[str]] = {}
        for token in _tokens(self._text):
            if token.pinyin:
                known.setdefault(token.shown, set()).add(token.pinyin)
        return known


def repair_misaligned(text: str) -> tuple[str, int, int]:
    """Set runs right that were decoded out of step; gives the text, the runs repaired, and the characters still missing."""
    if not 0 < text.count("?") + text.count("？") <= _MOST_MARKS:
        return text, 0, 0
    evidence = Evidence(text)
    repaired = [_repair_line(line, evidence) for line in text.split("\n")]
    fixed = "\n".join(line for line, _ in repaired)
    return fixed, sum(count for _, count in repaired), fixed.count(MISSING) - text.count(MISSING)


def _repair_line(line: str, evidence: Evidence) -> tuple[str, int]:
    if "?" not in line and "？" not in line:
        return line, 0
    tokens = _tokens(line)
    pieces: list[str] = []
    at = done = count = 0
    while at < len(tokens):
        marks = "".join(token.shown for token in tokens[at : at + 3]).replace("？", "?")
        repair = _repair_at(tokens, at, evidence) if marks[0] == "?" and marks != "???" else None
        if repair is None:
            at += 1
            continue
        replacement, end = repair
        pieces += [line[done : tokens[at].start], replacement]
        at, done, count = end, tokens[end - 1].end, count + 1
    return "".join((*pieces, line[done:])), count


def _tokens(text: str) -> list[_Token]:
    return [_Token(it[1], it[2] or it[3], it.start(), it.end()) for it in _TOKEN.finditer(text)]


def _repair_at(tokens: Sequence[_Token], at: int, evidence: Evidence) -> tuple[str, int] | None:
    """What stands in place of the run that begins at `at`, and the index behind it; None where there is no damage."""
    found: list[tuple[tuple[bool, bool, float], str, int]] = []
    before = "".join(token.shown for token in tokens[max(0, at - 3) : at])
    for first in (at + 1, at):  # the lost byte left a mark, or it left none
        for run in _runs(tokens, first):
            shown = "".join(token.shown for token in tokens[at : run.last])
            after = "".join(token.shown for token in tokens[run.last : run.last + 3])
            if _chineseness(run.middle, evidence) + _MOST_FROM_ENDS - _chineseness(shown, evidence) < _LEAST_GAIN:
                continue
            spelled = _spelled(run, tokens, before, after, evidence)
            gain = _chineseness(spelled, evidence) - _chineseness(shown, evidence)
            if gain >= _LEAST_GAIN and spelled.count(MISSING) <= len(spelled) / 2:
                # A restored first character says most; a mark for the lost byte is the rule.
                found.append(((spelled[0] != MISSING, first > at, gain), spelled, run.last))
    if not found:
        return None
    _, spelled, end = max(found)
    return spelled, end


def _runs(tokens: Sequence[_Token], first: int) -> Iterable[_Run]:
    """The runs that can begin with the token `first`: its bytes are a trail byte and the next lead byte, and so on."""
    trail: int | None = None
    lead = 0
    middle = ""
    for index in range(first, min(first + _LONGEST_RUN, len(tokens))):
        shown = tokens[index].shown
        pair = _bytes(shown)
        if trail is not None and shown == "?":
            # A byte that fitted nothing, alone or with the blank or bracket behind it, is shown as a question mark.
            yield _Run(first, index + 1, trail, middle, lead)
        if len(pair) == 1 and _TRAIL_ALONE.match(shown):
            closed = _decoded(lead, pair[0]) if trail is not None else None
            if trail is not None and closed is not None:
                yield _Run(first, index + 1, trail, middle + closed, None)
            elif trail is None and tokens[index - 1].pinyin:  # the annotation stands between the two bytes
                yield _Run(first, index + 1, pair[0], "", None)
        if len(pair) != 2:
            return
        if trail is None:
            trail = pair[0]
        else:
            inner = _decoded(lead, pair[0])
            if inner is None:
                return
            middle += inner
        lead = pair[1]


def _bytes(shown: str) -> bytes:
    try:
        return shown.translate(_FULL_WIDTH).encode("gb18030")
    except UnicodeEncodeError:  # half of a surrogate pair spells no bytes
        return b""


def _decoded(lead: int, trail: int) -> str | None:
    try:
        character = bytes((lead, trail)).decode("gb18030")
    except UnicodeDecodeError:
        return None
    return character if len(character) == 1 and not "\ue000" <= character <= "\uf8ff" else None


def _spelled(run: _Run, tokens: Sequence[_Token], before: str, after: str, evidence: Evidence) -> str:
    """The run's text, with the characters at its ends chosen among those that its bytes allow."""
    end = ""
    if run.open_lead is not None:
        # The mark may hide more than one character: only what stands behind it, or an annotation, tells which.
        pinyin, opened = tokens[run.last - 1].pinyin, _is_quoting(tokens, run.first)
        ends = [it for trail in _TRAILS if (it := _decoded(run.open_lead, trail))]
        end = _chosen(
            {
                it: _fit(it, "", after, evidence) + _sound(it, pinyin, evidence) + 4.0 * (opened and it == "”")
                for it in ends
            }
        )
    known = run.middle + end
    firsts = [it for lead in _LEADS if (it := _decoded(lead, run.trail))]
    return _chosen({it: _fit(it, before, known or after, evidence) for it in firsts}) + known


def _is_quoting(tokens: Sequence[_Token], at: int) -> bool:
    """Whether a quotation is open at a token of the line."""
    shown = "".join(token.shown for token in tokens[:at])
    return shown.count("“") > shown.count("”")


def _chosen(fits: dict[str, float]) -> str:
    """The candidate that fits best, or MISSING where none is well ahead."""
    ranked = sorted(fits.items(), key=lambda it: it[1], reverse=True)
    best = ranked[0][1] if ranked else 0.0
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    return ranked[0][0] if best >= _LEAST_LEAD and best - second >= _LEAST_LEAD else MISSING


def _fit(candidate: str, before: str, after: str, evidence: Evidence) -> float:
    """How well a character fits between its neighbours: pairs seen elsewhere, and words that it makes."""
    left, it, right = simplify(before[-3:]), simplify(candidate), simplify(after[:3])
    pairs = (left[-1:] + it, it + right[:1])
    fit = 0.0 if candidate in common_characters() else -3.0
    if candidate == "。" and right[:1] == "”":  # how quoted speech ends
        fit += 2.0
    return fit + sum(min(3.0, float(evidence.pairs[it])) for it in pairs if len(it) == 2) + _word(left, it, right)


def _sound(candidate: str, pinyin: str | None, evidence: Evidence) -> float:
    """What an annotation says for or against a character that the document annotates elsewhere too."""
    known = evidence.pinyin.get(candidate)
    if pinyin is None or known is None:
        return 0.0
    return 4.0 if pinyin in known else -6.0


def _word(left: str, it: str, right: str) -> float:
    """Weight of the best dictionary word across `it`: longer and more frequent is more."""
    import rjieba  # unpacks its dictionary at import: only for a damaged text

    line = left + it + right
    best = 0.0
    for start in range(len(left) + 1):
        for end in range(len(left) + 1, len(line) + 1):
            word = line[start:end]
            if len(word) > 1 and (word in _POLICY_WORDS or rjieba.has_word(word)):
                frequency = 10_000 if word in _POLICY_WORDS else rjieba.suggest_freq(word)
                best = max(best, (len(word) - 1) * math.log10(frequency + 1))
    return best


def _chineseness(text: str, evidence: Evidence) -> float:
    """A count of what speaks for a text less what speaks against it."""
    common = common_characters()
    simple = simplify(text)
    score = sum(
        1.0 if it in common else -0.5 if it == MISSING else -2.0 for it in text if it > "\x7f" and it not in "？！"
    )
    score -= sum(text.count(mark) for mark in "?？！!")
    # Its own pairs are in the evidence too, so a pair counts from its second time on.
    score += sum(0.5 for at in range(len(simple) - 1) if evidence.pairs[simple[at : at + 2]] > 1)
    return score - 0.7 * len(text)
