"""Taking a message apart into the single questions that it asks."""

import re

_ASKS = re.compile(
    r"多少|几(?!乎)|什么|啥|哪|谁|怎么|怎样|咋|如何|吗|呢|么$|是否|能否|可否|多久|多长|多大|多高|何时|为何|([有能会要行收用给算交])没?不?\1|是不是|可不可以"
)
_COURTESY = re.compile(
    r"^(?:(?:(?:您|你)们?好|请问(?:一?下)?|问一?下|想(?:问|咨询|了解)(?:一?下)?|我们?(?:公司)?想(?:问|咨询|了解)(?:一?下)?|咨询(?:一?下)?|麻烦(?:问一?下|您)?"
    r"|谢谢|多谢|感谢|辛苦了|打扰了?|不好意思|在吗|[呀啊了])[：:，,!！。\s]*)+"
)
_ENDS = re.compile(
    r"(?<=[？?。！!；;\n])|(?:^|(?<=[\s？?。；;，,]))(?:[（(]?\d[)）、.．](?!\d)|[一二三四五]、|[①-⑨])\s*"
)
_BREAKS = re.compile(
    r"[，,]\s*(?:(?:另外|还有|以及|此外|同时|并且|再就是|然后)[，,]?\s*)?|(?:另外|还有|以及|此外)(?=.{2,})"
)
_LEADS = re.compile(
    r"^(?:(?:另外|还有|以及|此外|再就是|然后|最后|和)[，,]?\s*)?(?:(?:我们?)?(?:还)?想(?:问|知道|了解)(?:一?下)?)?"
)
_LEANS = re.compile(r"^(?:其中|其|分别|各|为什么|原因)")
"""What goes on with the question before it, and is answered by the same sentence."""
_TOGETHER = re.compile(r"分别|区别|对比|相比|比较|不同|差别|差异|哪个|哪家")
"""Words that set things side by side, often across a comma."""
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]")
_MARK = re.compile(r"[^\w？?<]*[？?]")
_MOST = 5


def parts(message: str) -> tuple[str, ...]:
    """The questions that `message` asks, in its order and words, without courtesies; itself where it asks but one.

    What only tells something (我们是做生物医药的) stays with the question that follows it. What stands behind the last
    question mark and has Latin letters, but no Chinese word, is of no question: a tag, a number of a form, a signature.
    """
    message = _without_scrap(message)
    pieces = [stripped for piece in _ENDS.split(message) if piece and (stripped := _bare(piece))]
    asked = [part for piece in _told(pieces) for part in _clauses(piece)]
    asked = [_LEADS.sub("", part) for part in asked]
    return tuple(asked[:_MOST]) if len(asked) > 1 else (message,)


def _without_scrap(message: str) -> str:
    *_, end = (0, *(match.end() for match in _CHINESE.finditer(message)))
    mark = _MARK.match(message, end)
    return message[: mark.end()] if end and mark and _LATIN.search(message, mark.end()) else message


def _bare(piece: str) -> str:
    return _COURTESY.sub("", piece.strip("，,；;。\n 　")).strip("，,；;。\n 　")


def _told(pieces: list[str]) -> list[str]:
    """The pieces that ask, each behind what was told before it; what is told last goes with the last question."""
    whole: list[str] = []
    told: list[str] = []
    for piece in pieces:
        told.append(piece)
        if _ASKS.search(piece):
            whole.append("，".join(told))
            told = []
    if told and whole:
        whole[-1] = "，".join((whole[-1], *told))
    return whole


def _clauses(piece: str) -> list[str]:
    """The piece cut at its commas, where there is a question on both sides."""
    if _TOGETHER.search(piece):
        return [piece]
    cut: list[str] = []
    begin = 0
    for match in _BREAKS.finditer(piece):
        left, right = piece[begin : match.start()], piece[match.end() :]
        if _ASKS.search(left) and _ASKS.search(right) and not _LEANS.match(right):
            cut.append(left)
            begin = match.end()
    return [*cut, piece[begin:]]


def asking(question: str) -> str:
    """The clauses of a question that ask, without what is told beside them: a long story hides what it asks for.

    `question` itself where every clause asks, or none does.
    """
    clauses = [clause for clause in re.split(r"[，,。；;！!]", question) if clause.strip()]
    asks = [_LEADS.sub("", _COURTESY.sub("", clause)) for clause in clauses if asks_something(clause)]
    return "，".join(asks) if 0 < len(asks) < len(clauses) else question


def asks_something(text: str) -> bool:
    """Whether a text has a word that asks."""
    return _ASKS.search(text) is not None
