"""The parts of a Word file: the document, and what it refers to."""

import posixpath
import zipfile
from typing import TYPE_CHECKING

from lxml import etree

from corpus.document import Repair
from corpus.errors import UnreadableFile
from corpus.readers.limits import UNPACKING_FAILS

if TYPE_CHECKING:
    from lxml.etree import _Element

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_USUAL = "word/document.xml"
# The strict form of the standard names the same things otherwise.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)


class Parts:
    """The members of a Word file by what they are for; damaged ones but the document itself are left out and reported."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = set(archive.namelist())
        self._lost: list[str] = []
        self._main = self._main_name()
        folder, name = posixpath.split(self._main)
        self._targets = self._relations(f"{folder}/_rels/{name}.rels", folder)

    def document(self) -> "_Element":
        """Root of the text itself. Raises UnreadableFile when it is damaged."""
        try:
            return self._parsed(self._main)
        except (*UNPACKING_FAILS, etree.XMLSyntaxError, KeyError) as error:
            reason = " ".join(str(error).split())[:120] or type(error).__name__
            raise UnreadableFile(
                f"Word 文件已损坏，无法打开（{reason}）；请用 Word 或 WPS 重新另存为 .docx。"
            ) from error

    def related(self, kind: str) -> "_Element | None":
        """Root of the part of this kind, such as `numbering`; None where the file has none."""
        name = self._targets.get(kind) or f"word/{kind}.xml"
        return self._or_none(name)

    def repairs(self) -> tuple[Repair, ...]:
        """What had to be left out."""
        if not self._lost:
            return ()
        note = f"文件有 {len(self._lost)} 个部件已损坏，没有读取（{'、'.join(self._lost)}），编号、标题或注释可能不全"
        return (Repair("damaged", len(self._lost), note),)

    def _main_name(self) -> str:
        return self._relations("_rels/.rels", "").get("officeDocument", _USUAL)

    def _relations(self, name: str, folder: str) -> dict[str, str]:
        """Names of parts by the last word of their relation's type."""
        root = self._or_none(name)
        found: dict[str, str] = {}
        for relation in root.iter(_RELATION) if root is not None else ():
            target = relation.get("Target") or ""
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            if relation.get("TargetMode") != "External" and path in self._names:
                found.setdefault((relation.get("Type") or "").rpartition("/")[2], path)
        return found

    def _or_none(self, name: str) -> "_Element | None":
        if name not in self._names:
            return None
        try:
            return self._parsed(name)
        except (*UNPACKING_FAILS, etree.XMLSyntaxError):
            self._lost.append(name)
            return None

    def _parsed(self, name: str) -> "_Element":
        try:
            data = self._archive.read(name)
        except ValueError as error:  # the directory places it before the beginning of the file
            raise zipfile.BadZipFile(str(error)) from error
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
