"""The text of a Word paragraph as a person sees it: insertions accepted, deletions and hidden text gone."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.readers.looks import Looks
from corpus.readers.numbering import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DELETED = {f"{W}del", f"{W}moveFrom"}
_INSERTED = {f"{W}ins", f"{W}moveTo"}
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": "\t"}
# Boxes to tick, of the two symbol fonts that forms use.
_SYMBOLS = {
    **dict.fromkeys((("Wingdings", 0xA8), ("Wingdings", 0x6F), ("Wingdings 2", 0xA3), ("Wingdings 2", 0x2A)), "☐"),
    **dict.fromkeys((("Wingdings", 0xFE), ("Wingdings 2", 0x52), ("Wingdings 2", 0x53)), "☑"),
    ("Wingdings", 0xFC): "✓",
}
_SKIPPED = {f"{W}pPr", f"{W}rPr", f"{W}instrText", f"{W}delText", f"{W}rt", f"{W}pict", f"{W}drawing", f"{W}object"}
_BOX = f"{W}txbxContent"


@dataclass
class Runs:
    """What was met while reading the paragraphs of a file."""

    looks: Looks = field(default_factory=lambda: Looks(None))
    inserted: int = 0
    deleted: int = 0
    unseen: list[tuple[str, str]] = field(default_factory=list)
    """Text that nobody sees, with the reason; what stands together is one."""
    notes: list[tuple[str, str]] = field(default_factory=list)
    """Footnotes and endnotes referred to since they were last asked for: kind and id."""

    def text(self, paragraph: "_Element") -> str:
        """The paragraph on as many lines as its author broke it into."""
        return "".join(self._pieces(paragraph))

    def _pieces(self, root: "_Element") -> Iterator[str]:
        """Text below an element. Without recursion: damaged files nest deep."""
        waiting = list(reversed(root))
        last: _Element | None = None
        while waiting:
            node = waiting.pop()
            if node.tag in _DELETED:
                self.deleted += 1
            elif node.tag == f"{W}r" and (why := self.looks.why_unseen(node)) is not None:
                self._leave_out(node, why, goes_on=node.getprevious() is last)
                last = node
            elif node.tag == f"{W}t":
                yield node.text or ""
            elif node.tag in _SIGNS:
                yield _SIGNS[node.tag]
            elif node.tag == f"{W}sym":
                yield _symbol(node)
            elif node.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                self.notes.append((node.tag.removeprefix(W).removesuffix("Reference"), str(node.get(f"{W}id"))))
            elif node.tag == f"{_COMPATIBILITY}AlternateContent":
                waiting += reversed(node[:1])  # the choice; what follows says the same for old programs
            elif node.tag not in _SKIPPED and isinstance(node.tag, str):
                self.inserted += node.tag in _INSERTED
                waiting += reversed(node)

    def _leave_out(self, run: "_Element", why: str, *, goes_on: bool) -> None:
        text = "".join(it.text or "" for it in run.iter(f"{W}t"))
        if goes_on and self.unseen and self.unseen[-1][0] == why:
            self.unseen[-1] = (why, self.unseen[-1][1] + text)
        elif text.strip():
            self.unseen.append((why, text))

    def ends_deleted(self, paragraph: "_Element") -> bool:
        """Whether the paragraph's end was deleted, so that the next one goes on in it."""
        return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def boxes(paragraph: "_Element") -> list["_Element"]:
    """The text boxes that are anchored in a paragraph, each once."""
    found: list[_Element] = []
    waiting = list(reversed(paragraph))
    while waiting:
        node = waiting.pop()
        if node.tag == _BOX:
            found.append(node)
        elif node.tag == f"{_COMPATIBILITY}AlternateContent":
            # The choice is for new programs, the fallback for old: one of them holds the text.
            waiting += [it for it in node if it.find(f".//{_BOX}") is not None][:1]
        elif node.tag not in _DELETED:
            waiting += reversed(node)
    return found


def _symbol(node: "_Element") -> str:
    """A character of a symbol font, which is numbered in the private area."""
    try:
        code = int(str(node.get(f"{W}char")), 16)
    except ValueError:
        return ""
    font = str(node.get(f"{W}font"))
    return _SYMBOLS.get((font, code & 0xFF if code >= 0xF000 else code), chr(code) if 0x20 <= code < 0xD800 else "")
