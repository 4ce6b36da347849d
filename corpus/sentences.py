"""Where sentences begin and end in Chinese text."""

import re

# What must stay whole: a title in 《》 (with one title inside it) and a remark in brackets. The lengths are bounded so
# that a bracket that is never closed costs little and protects nothing.
_WHOLE = re.compile(
    r"《(?:[^《》\n]|《[^《》\n]{0,200}》){0,300}》|（(?:[^（）\n]|（[^（）\n]{0,200}）){0,400}）|\([^()\n]{0,400}\)"
)
_CLOSING = "”’」』】）)》〉]\"'"
# Half-width marks count only behind Chinese text or a closing mark, so that an address such as a?b=c stays whole.
_END = re.compile(
    rf"[。！？；][。！？；!?;]*[{re.escape(_CLOSING)}]*"
    rf"|(?<=[\u4e00-\u9fff”’）)》\d%])[!?;]+(?![A-Za-z0-9=&/])[{re.escape(_CLOSING)}]*"
)
_LINE = re.compile(r"[^\n\r\f\u2028]+")


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Spans (start, end) of the sentences of `text`, in order, without white space at their ends.

    A sentence ends behind 。！？； with the quotes and brackets that close there, and at a line break; never inside 《》
    or （）. Every character that is not white space lies in exactly one span.
    """
    spans: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        start = line.start()
        for end in (*_ends(text, line.start(), line.end()), line.end()):
            span = _trimmed(text, start, end)
            if span is not None:
                spans.append(span)
            start = end
    return tuple(spans)


def _ends(text: str, start: int, stop: int) -> list[int]:
    """Offsets behind the sentence ends of one line, outside of what must stay whole."""
    whole = [match.span() for match in _WHOLE.finditer(text, start, stop)]
    ends, index = [], 0
    for match in _END.finditer(text, start, stop):
        while index < len(whole) and whole[index][1] <= match.start():
            index += 1
        if index == len(whole) or not whole[index][0] <= match.start() < whole[index][1]:
            ends.append(match.end())
    return ends


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    body = piece.strip()
    if not body:
        return None
    start += len(piece) - len(piece.lstrip())
    return start, start + len(body)
