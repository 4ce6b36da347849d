"""Web pages: the article without the page around it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from corpus.errors import UnreadableFile
from corpus.identity.declared import Declared, front_matter
from corpus.readers.limits import MOST_CELLS_OF_PAGE
from corpus.readers.reading import Reading
from corpus.readers.styles import take_out_unseen
from corpus.readers.tables import table_lines

_DROPPED = (
    "rt rp script style noscript template nav footer aside form button select iframe svg canvas object head".split()
)
_BLOCKS = set(
    "address article blockquote body center dd div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6 header hr html li "
    "main ol p pre section table tbody td tfoot th thead tr ul br".split()
)
_HEADING = re.compile(r"h([1-6])$")
# Names that page builders give to what surrounds an article.
_AROUND = re.compile(
    r"(?:^|[-_])(?:nav\w*|menu\w*|foot(?:er)?|bread\w*|crumbs?|location|position|side(?:bar)?|share\w*|related|recommend\w*|"
    r"copyright|toolbar|tools?|pager|pagination|prev|next|comments?|qr\w*|ads?|advert\w*|search\w*|login)(?:$|[-_\d])",
    re.I,
)
_META = {
    "articletitle": "title",
    "og:title": "title",
    "pubdate": "pubdate",
    "publishdate": "pubdate",
    "firstpublishedtime": "pubdate",
    "article:published_time": "pubdate",
    "og:url": "url",
    "filenum": "doc_number",
    "wenhao": "doc_number",
}
"""Names of `meta` elements, in lower case. ContentSource names the medium and Keywords the page's subjects: neither is
the issuer's or the text's own word, so neither is taken."""
_HOLDS_LINKS = frozenset("ul ol dl div td table section".split())
_LEAST_LINKS, _LINK_SHARE = 2, 0.8
_FILE = re.compile(r"\.(?:docx?|wps|xlsx?|pdf|zip|rar|ofd|jpe?g|png)(?:$|[?#])", re.I)
_LARGEST_AROUND = 0.4
"""A part with more of the page's text than this is the article, whatever it is called."""
_MOST_PARAGRAPHS_IN_CELL = 5
_LONGEST_BANNER = 40
_SITE_SUFFIX = re.compile(r"\s*[_|]\s*[^_|]{1,40}$|\s+[-–—]+\s+[^-–—]{1,40}$|[-–—][^-–—]{2,20}(?:网|委员会|政府|频道)$")
_LOOKS_LIKE = re.compile(r"<(?:!doctype html|html|body|div|p|table|article|span|h[1-6])[\s>]", re.I)


@dataclass(slots=True)
class _Part:
    """An element under measurement."""

    tag: Tag
    text: int = 0
    """Characters of text in it."""
    links: int = 0
    linked: int = 0
    """Characters of text in links."""
    has_file: bool = False
    """Whether a link leads to a file."""


def looks_like_html(text: str) -> bool:
    """Whether text, behind its front matter, is markup: it begins with a tag, or has many."""
    _, body = front_matter(text)
    return body.lstrip()[:1] == "<" and len(_LOOKS_LIKE.findall(body[:20_000])) > 0


def read_html(text: str) -> Reading:
    """The text of a page, one line for each block; hidden parts and what surrounds the article are left out."""
    given, body = front_matter(text)
    soup = BeautifulSoup(body, "lxml")
    declared = given.over(_page_metadata(soup))
    _check_cells(soup)
    unseen = take_out_unseen(soup)
    _remove_around(soup)
    lines = [" ".join(line.split()) for line in "".join(_pieces(soup)).split("\n")]
    text = "\n".join(_without_banner([line for line in lines if line.strip("# ")]))
    return Reading(text, declared, cautions=tuple(unseen))


def _check_cells(soup: BeautifulSoup) -> None:
    """Raises UnreadableFile where the cells of the page's tables cover more places than any page has."""
    cells = sum(_span(cell, "colspan") * _span(cell, "rowspan") for cell in soup.find_all(["td", "th"]))
    if cells > MOST_CELLS_OF_PAGE:
        raise UnreadableFile(f"网页的表格超过 {MOST_CELLS_OF_PAGE:,} 个单元格，文件不正常；请拆分后分别收录。")


def _page_metadata(soup: BeautifulSoup) -> Declared:
    """What the page's own `meta` elements give (the names that gov.cn sites use)."""
    values: dict[str, str] = {}
    for meta in soup.find_all("meta"):
        name = _META.get(str(meta.get("name") or meta.get("property") or "").lower())
        words = " ".join(str(meta.get("content") or "").split())
        if name is not None and words:
            values.setdefault(name, words)
    if "title" not in values and soup.title is not None:
        values["title"] = soup.title.get_text()
        headline = " ".join(soup.h1.get_text().split()) if soup.h1 is not None else ""
        if headline and headline in values["title"]:  # the rest is the name of the site
            values["title"] = headline
    if "title" in values:
        values["title"] = _SITE_SUFFIX.sub("", " ".join(values["title"].split()))
    return Declared.model_validate(values)


def _without_banner(lines: list[str]) -> list[str]:
    """Lines without the site's own, short and without a statement, above the page's one main heading."""
    mains = [index for index, line in enumerate(lines) if line.startswith("# ")]
    if len(mains) != 1:
        return lines
    above = [line for line in lines[: mains[0]] if len(line) > _LONGEST_BANNER or re.search(r"[。；：:]|\d{4}", line)]
    return above + lines[mains[0] :]


def _remove_around(soup: BeautifulSoup) -> None:
    for mark in soup.find_all(string=lambda it: isinstance(it, PreformattedString)):
        mark.extract()  # comments, declarations and the like
    for tag in soup.find_all(_DROPPED):
        tag.decompose()
    parts = _measured(soup)
    whole = max(1, sum(part.text for part in parts if part.tag.parent is soup))
    doomed = [part for part in parts if _is_links(part) or _is_around(part.tag, part.text / whole)]
    if _outermost(doomed) >= whole:
        return  # a page of links and nothing else
    for part in doomed:
        part.tag.extract()


def _measured(soup: BeautifulSoup) -> list[_Part]:
    """Every element, outer ones first, with how much text and how many links it holds. One pass: bad pages nest deep."""
    parts = [_Part(tag) for tag in soup.find_all(True)]
    by_tag = {id(part.tag): part for part in parts}
    for part in reversed(parts):
        part.text += sum(len(it.strip()) for it in part.tag.contents if isinstance(it, NavigableString))
        if part.tag.name == "a":
            part.links, part.linked = 1, part.text
            part.has_file = _FILE.search(str(part.tag.get("href", ""))) is not None
        above = by_tag.get(id(part.tag.parent))
        if above is not None:
            above.text += part.text
            above.links += part.links
            above.linked += part.linked
            above.has_file = above.has_file or part.has_file
    return parts


def _outermost(parts: list[_Part]) -> int:
    """Characters of text that the parts hold together."""
    covered: set[int] = set()
    text = 0
    for part in parts:
        if id(part.tag) not in covered:
            text += part.text
            covered.update(id(inner) for inner in part.tag.find_all(True))
    return text


def _is_around(tag: Tag, share: float) -> bool:
    """Named like page furniture, and not most of the page."""
    names = [str(tag.get("id") or ""), *(tag.get_attribute_list("class") if tag.has_attr("class") else ())]
    may_be = share <= _LARGEST_AROUND and tag.name not in ("html", "body", "article", "main", "p")
    return may_be and any(_AROUND.search(str(name)) for name in names)


def _is_links(part: _Part) -> bool:
    """A block that consists of links to other pages; links to files are annexes."""
    may_be = part.tag.name in _HOLDS_LINKS and part.links >= _LEAST_LINKS and not part.has_file
    return may_be and part.linked > _LINK_SHARE * part.text


def _pieces(root: Tag) -> Iterator[str]:
    """Text of an element, with line breaks around blocks. Without recursion: bad pages nest thousands deep."""
    waiting: list[PageElement | None] = list(reversed(root.contents))
    while waiting:
        node = waiting.pop()
        if node is None:  # the end of a block
            yield "\n"
        elif isinstance(node, NavigableString):
            yield re.sub(r"\s+", " ", str(node))
        elif isinstance(node, Tag) and (lines := _lines(node)) is not None:
            yield "\n".join(("", *lines, ""))
        elif isinstance(node, Tag):
            if node.name in _BLOCKS:
                yield "\n"
                waiting.append(None)
            waiting += reversed(node.contents)


def _lines(tag: Tag) -> list[str] | None:
    """The lines of an element that is read as a whole: a heading, or a table of data; None for any other."""
    if heading := _HEADING.match(tag.name):
        return [f"{'#' * int(heading[1])} {' '.join(tag.get_text(' ').split())}"]
    if tag.name == "table" and (rows := _data_rows(tag)):
        first = tag.find("tr")
        all_named = isinstance(first, Tag) and first.find("th") is not None and first.find("td") is None
        return table_lines(rows, headed=all_named or None)
    return None


def _data_rows(table: Tag) -> list[list[str]]:
    """Cells of a table of data, with spanned cells repeated; empty for a table that only lays out the page."""
    if table.find("table") or table.find(["h1", "h2", "h3"]):
        return []
    grid: dict[tuple[int, int], str] = {}
    for row, tr in enumerate(table.find_all("tr")):
        column = 0
        for cell in tr.find_all(["td", "th"]):
            if len(cell.find_all("p")) > _MOST_PARAGRAPHS_IN_CELL:
                return []
            while (row, column) in grid:
                column += 1
            words = " ".join(cell.get_text(" ").split())
            width = _span(cell, "colspan")
            for below in range(_span(cell, "rowspan")):
                grid |= {(row + below, column + right): words for right in range(width)}
            column += width
    return _as_rows(grid)


def _as_rows(grid: dict[tuple[int, int], str]) -> list[list[str]]:
    width = 1 + max((column for _, column in grid), default=0)
    height = 1 + max((row for row, _ in grid), default=0)
    if width < 2 or height < 2:
        return []
    return [[grid.get((row, column), "") for column in range(width)] for row in range(height)]


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name, "1"))
    return min(int(value), 50) if value.isdecimal() and int(value) > 0 else 1
