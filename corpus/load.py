"""The door of this stage: a file in, a document out."""

import hashlib
from dataclasses import replace
from pathlib import Path

from corpus.cautions.found import cautions
from corpus.document import Document, Section
from corpus.errors import UnreadableFile
from corpus.identity.card import known_enactment, make_card, reports_only
from corpus.identity.declared import sidecar
from corpus.identity.metadata import read_metadata
from corpus.readers.limits import check_file
from corpus.readers.open import SUFFIXES, read
from corpus.repair.clean import clean
from corpus.repair.quality import quality
from corpus.structure.outline import outline
from corpus.validity.applicability import read_applicability

__all__ = ["SUFFIXES", "document_id", "load"]


def document_id(path: Path) -> str:
    """The id of the document at `path`: it depends on the absolute path only, so it outlives changes of the file."""
    return hashlib.sha256(str(path.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:12]


def load(
    path: Path, *, source_path: str | None = None, original: Path | None = None, doc_id: str | None = None
) -> Document:
    """Read, clean and understand the file at `path`; `source_path` is the path to show, as the user gave it.

    `original`: a copy of the file to read in its stead, and `doc_id` the id that its document has already.

    Raises UnreadableFile, with the reason in Chinese, when no document can be made of it.
    """
    data = _bytes(original or path)
    reading = read(data, path.suffix.lower())
    declared = sidecar(path).over(reading.declared)
    cleaned = clean(reading)
    if not cleaned.text.strip("#\f \n"):
        raise UnreadableFile("文件里没有可以收录的文字。")
    outlined = outline(cleaned.text)
    found = read_metadata(outlined.text, outlined.headings, path, declared.title)
    applicability = read_applicability(
        outlined.text,
        found.header_end,
        known_enactment(declared, found),
        title=found.title,
        reports=reports_only(declared, found),
    )
    card = make_card(
        doc_id=doc_id or document_id(path),
        revision=hashlib.sha256(data).hexdigest(),
        source_path=source_path or str(path),
        text=outlined.text,
        declared=declared,
        found=found,
        validity=applicability.validity,
    )
    return Document(
        card=card,
        text=outlined.text,
        sections=tuple(_below_title(section, found.title) for section in outlined.sections),
        page_starts=outlined.page_starts,
        repeals=applicability.repeals,
        repairs=cleaned.repairs,
        cautions=cautions(reading, outlined.text, card),
        quality=quality(outlined.text, cleaned.repairs),
    )


def _below_title(section: Section, title: str) -> Section:
    """The section without the document's title at the head of its path: the card carries that."""
    return replace(section, path=section.path[1:]) if section.path[:1] == (title,) else section


def _bytes(path: Path) -> bytes:
    try:
        check_file(path.stat())
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFile("文件不存在；请检查路径是否写对。") from None
    except IsADirectoryError:
        raise UnreadableFile("这是一个文件夹，不是文件。") from None
    except PermissionError:
        raise UnreadableFile("没有读取这个文件的权限；请检查文件权限。") from None
    except OSError as error:
        raise UnreadableFile(f"系统无法读取这个文件（{error.strerror or error}）。") from error
