"""How whole a text is: what is damaged in it, and the share that may be quoted."""

import re
from collections.abc import Sequence
from functools import cache

from corpus.document import Repair
from corpus.sentences import sentences

DAMAGE = "□"
"""Stands for a character that was lost; boxes to tick are shown as ☐ (`boxes_apart`), so that it means nothing else."""
BOX = "☐"
FAIR = 0.98
"""Below this a document is marked in the list: about one sentence in fifty cannot be quoted."""

_BROKEN = re.compile(
    # A mark of a loss; characters that no font shares; UTF-8 read as GBK after a loss, and as Latin-1.
    r"[□\ufffd\ue000-\uefff\uf100-\uf8ff]|锟斤拷|烫烫烫|屯屯屯|Ã[\x80-\xbf©¤¦§¨]|ï¼[\x80-\xbfŒ]|â€[\x80-\xbfœ™“”]|[äåæçèé][\x80-\xbf¸¹º»¼½¾]{2}"
)
_NO_IDEOGRAPHS = re.compile("[^\u4e00-\u9fff]+")
_LEAST_IDEOGRAPHS = 8
"""Ideographs under which their bytes say nothing."""
_MOST_ODD = 0.8
"""Share of ideographs that could be bytes of UTF-8 in pairs; about a third of ordinary ones could."""
_BOXES = re.compile(r"□(?=\s|$|本报|本刊|记者|通讯员)|(?:^|[\s：:|、，。；！？)）”」])□", re.MULTILINE)
_SHORT_LINE = 60


def is_damaged(text: str) -> bool:
    """Whether characters were lost or garbled in `text`, so that it must not be quoted as fact."""
    if _BROKEN.search(text):
        return True
    return _is_utf8_in_pairs(_NO_IDEOGRAPHS.sub("", text))


def _is_utf8_in_pairs(ideographs: str) -> bool:
    """Whether the characters are what GBK makes of UTF-8: 鍏充簬 for 关于. Their bytes are leads E4–E9 and trails 80–BF."""
    if len(ideographs) < _LEAST_IDEOGRAPHS:
        return False
    odd, leading = _bytes_of_utf8()
    return sum(map(odd.__contains__, ideographs)) >= _MOST_ODD * len(ideographs) and not leading.isdisjoint(ideographs)


@cache
def _bytes_of_utf8() -> tuple[frozenset[str], frozenset[str]]:
    """The ideographs whose both bytes in GBK could be bytes of UTF-8, and those of which one could be a leading byte.

    Worked out once: every sentence of every document is looked at.
    """
    pairs = {chr(code): chr(code).encode("gb18030") for code in range(0x4E00, 0xA000)}
    leading = {it for it, pair in pairs.items() if any(0xE4 <= byte <= 0xE9 for byte in pair)}
    odd = {it for it, pair in pairs.items() if all(0x80 <= byte <= 0xBF or 0xE4 <= byte <= 0xE9 for byte in pair)}
    return frozenset(odd), frozenset(leading)


def quality(text: str, repairs: Sequence[Repair] = ()) -> float:
    """Share, 0 to 1, of the characters of `text` that may be quoted: those of sentences without damage.

    Lines that `repairs` counts as `uncertain` (read with little confidence) count as half lost, those it counts as
    `illegible` (left out) as lost.
    """
    spans = sentences(text)
    total = sum(end - start for start, end in spans)
    if not total:
        return 0.0
    lost = sum(end - start for start, end in spans if is_damaged(text[start:end]))
    lines = max(1, text.count("\n") + 1)
    counts = {step: sum(it.count for it in repairs if it.step == step) for step in ("uncertain", "illegible")}
    unsure = min(1.0, counts["uncertain"] / lines)
    return round((1 - lost / total) * (1 - unsure / 2) * lines / (lines + counts["illegible"]), 4)


def boxes_apart(text: str) -> str:
    """Boxes to tick and marks before a name (□是 □否, □记者) as ☐, so that □ is left to what was lost (朱□基)."""
    if DAMAGE not in text:
        return text
    return "\n".join(_boxed(line) if DAMAGE in line else line for line in text.split("\n"))


def _boxed(line: str) -> str:
    options = line.count(DAMAGE) > 1 and len(line) <= _SHORT_LINE and "。" not in line
    return line.replace(DAMAGE, BOX) if options or _BOXES.search(line) else line
