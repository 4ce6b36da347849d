"""Which files are to be read, and which are one with a file that was read: identical content is one document."""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import UnreadableFile
from corpus.load import document_id
from corpus.readers.limits import check_file
from index.corrections.removed import KeptOut
from index.files import Found, Known, digest, refound


@dataclass(frozen=True, slots=True)
class Reading:
    """A file whose content no known document has."""

    file: Found
    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class Same:
    """A file with the content of another."""

    file: Found
    digest: str
    same_as: str
    """Path of the other, as it is shown."""
    doc_id: str | None
    """Of their document; None where that is read at the same time."""
    moved: bool = False
    """The other is gone: this is the same file under another name."""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A file that is as it was; `touched` where its times are not."""

    file: Found
    touched: bool


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that could not be looked at."""

    file: Found
    reason: str


@dataclass(frozen=True, slots=True)
class Removed:
    """A file of a document that staff removed: it stays out until they take that back."""

    file: Found
    doc_id: str


Verdict = Reading | Same | Unchanged | Unread | Removed


class Intake:
    """Sorts found files, before they are read, by what is known of them.

    A document is named by the path at which its content was met first. When that path takes other content, the other
    paths with the old content need a document of their own: they come as `Reading` and `Same` although they are unchanged.
    """

    def __init__(self, known: dict[str, Known], gone: Iterable[str], kept_out: KeptOut) -> None:
        """`known`: files by absolute path; `gone`: those of them that are no longer there; `kept_out`: what was removed."""
        self._known = known
        self._kept_out = kept_out
        self._gone = frozenset(gone)
        self._not_standing: set[str] = set()  # paths that hold other content now, or are about to leave their document
        self._paths: dict[str, set[str]] = defaultdict(set)
        self._by_digest: dict[str, set[str]] = defaultdict(set)
        for it in known.values():
            self._paths[it.doc_id].add(it.path)
            self._by_digest[it.digest].add(it.path)
        self._readings: dict[str, Found] = {}
        self._later: deque[tuple[Found, str]] = deque()

    def sort(self, found: Sequence[Found]) -> Iterator[Verdict]:
        """A verdict for each file, and for those that must be read again because of it."""
        for file in found:
            yield from self._first_look(file)
        # What has the content of a known document waited until it was clear which paths that document keeps.
        while self._later:
            file, content = self._later.popleft()
            standing = self._by_digest[content] - self._not_standing - {file.absolute}
            if standing:
                # A file that is gone has moved here, if no other has its content.
                owner = self._known[min(standing, key=lambda it: (it in self._gone, it))]
                yield Same(file, content, owner.shown, owner.doc_id, moved=owner.path in self._gone)
            else:
                yield self._reading_or_same(file, content)

    def _first_look(self, file: Found) -> Iterator[Verdict]:
        known = self._known.get(file.absolute)
        if known is not None and known.stamp == file.stamp:
            yield Unchanged(file, touched=False)
            return
        removed = self._kept_out.at(file.absolute, document_id(Path(file.absolute)))
        if removed is not None:
            yield Removed(file, removed)
            return
        try:
            check_file(Path(file.absolute).stat())
            content = digest(file)
        except UnreadableFile as error:
            yield Unread(file, str(error))
            return
        except OSError as error:
            yield Unread(file, f"系统无法读取这个文件（{error.strerror or error}）。")
            return
        if known is not None and known.digest == content:
            yield Unchanged(file, touched=True)
            return
        if content in self._kept_out.digests:
            yield Removed(file, self._kept_out.digests[content])
            return
        self._not_standing.add(file.absolute)
        if content in self._by_digest:
            self._later.append((file, content))
        else:
            yield self._reading_or_same(file, content)

    def _reading_or_same(self, file: Found, content: str) -> Verdict:
        twin = self._readings.get(content)
        if twin is not None:
            return Same(file, content, twin.shown, None)
        self._readings[content] = file
        self._move_out(document_id(Path(file.absolute)), file.absolute)
        return Reading(file, content, Path(file.absolute).stat().st_size)

    def _move_out(self, doc_id: str, path: str) -> None:
        """The other files of a document that is about to take the content of `path`."""
        for other in sorted(self._paths[doc_id] - self._not_standing - {path}):
            self._not_standing.add(other)
            file = refound(self._known[other])
            if file is not None:
                self._later.append((file, self._known[other].digest))
