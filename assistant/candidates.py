"""The stretches of a sentence that may be the thing asked for."""

import re

from assistant.cut import Cut, tag
from assistant.interrogative import Asking, Sought

Span = tuple[int, int]
"""Start and end in the folded sentence."""

_MOST = 12
"""Candidates of one sentence; a longer list tells nothing more."""
_TIME = re.compile(
    r"\d{3,4}年|\d+(?:月|日|世纪|年代)|[一二三四五六七八九十]+(?:世纪|月|日|年代)|(?:元|[〇零一二三四五六七八九十]{1,4})年(?![内以])"
    r"|[今昨去明同翌次前]年|时期|年间|朝|初期|末期|以前|之后|[冬夏春秋]"
)
_NUMBER = re.compile(r"\d[\d.,]*|[一二三四五六七八九十百千万亿两]{1,8}(?=[^\W\d])|百分之")
_QUOTED = re.compile(r"[《「“『〈\"][^》」”』〉\"]{1,40}[》」”』〉\"]")
_LATIN = re.compile(r"[a-z][a-z.\- ]{2,}")
_CAUSE = re.compile(r"因为|因此|由于|因|为了|导致|使得?|所以|以致|原因|造成|引起|基于|旨在|目的|以便|避免|而")
_MEANS = re.compile(r"通过|利用|采用|采取|以|用|借|经由|透过|凭|方式|方法|方面|如|例如|包括")
_MEANING = re.compile(
    r"是(?:指|一|由|以)|即|又称|又名|指的?是?|称为|称作|简称|也称|别名|俗称|定义|原名|意思|意为|名为|叫做"
)
_PATTERNS = {
    Sought.TIME: (_TIME,),
    Sought.NUMBER: (_NUMBER,),
    Sought.REASON: (_CAUSE,),
    Sought.MANNER: (_MEANS,),
    Sought.MEANING: (_MEANING,),
    Sought.NAME: (_QUOTED, _LATIN, _MEANING),
    Sought.THING: (_QUOTED,),
}
_PLACE_ENDS = frozenset("省市县区州国镇村岛山河湖海洋路街港站楼园")


def candidates(asked: Asking, sentence: Cut) -> list[Span]:
    """Where `sentence` has something of the sort that is sought which the question does not say itself."""
    folded = sentence.folded
    spans = [match.span() for pattern in _PATTERNS.get(asked.sought, ()) for match in pattern.finditer(folded)]
    if asked.sought in (Sought.PERSON, Sought.NAME, Sought.PLACE, Sought.THING):
        at = 0
        for word in sentence.words:
            if len(word) > 1 and _is_sought(asked.sought, word):
                spans.append((at, at + len(word)))
            at += len(word)
    return [span for span in spans if folded[slice(*span)] not in asked.text][:_MOST]


def _is_sought(sought: Sought, word: str) -> bool:
    kind = tag(word)
    if sought is Sought.PLACE:
        return kind.startswith(("ns", "nt")) or word[-1] in _PLACE_ENDS
    if sought is Sought.THING:
        return word.isalnum() and kind[0] in "nxijlvae"
    return kind.startswith("nr") or (kind == "x" and word.isalnum())
