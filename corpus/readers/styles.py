"""What of a web page nobody sees, by the styles that it gives itself."""

import re
from collections.abc import Iterator
from itertools import islice

from bs4 import BeautifulSoup
from bs4.element import Comment, Tag

from corpus.cautions.instructions import speaks_to_a_model
from corpus.document import Caution, Unease
from corpus.readers.unseen import HIDDEN, OUTSIDE, TINY, TRANSPARENT, WHITE, is_transparent, is_white

_DECLARATION = re.compile(r"([a-z-]{1,40})\s{0,9}:\s{0,9}([^;}]{1,300})", re.I)
_LENGTH = re.compile(r"(-?[\d.]{1,10})\s{0,3}(px|pt|em|rem|%|vw|vh|)", re.I)
_RULE = re.compile(r"([^{}@]{1,500})\{([^{}]{0,2000})\}")
_BLOCK = re.compile(r"@[^{};]{0,300}\{(?:[^{}]|\{[^{}]*\})*\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_LARGEST_SHEET = 200_000
"""Characters of a page's own styles that are looked at."""
_MOST_RULES = 200
_FAR = -500.0
"""Pixels to the left or above from which nothing is seen."""
_WHOLE = 0.9
"""A page that hides this share of its text shows it by a script."""
_LEAST = 12
"""Characters of what is hidden and is worth a look: what is shorter labels a button."""
_HIGHEST = 60
"""Elements around one that are looked at: bad pages nest thousands deep."""
_FURNITURE = "nav header footer aside form button select menu option".split()
_POINTS = {"px": 0.75, "pt": 1.0, "em": 12.0, "rem": 12.0, "%": 0.12, "vw": 6.0, "vh": 8.0, "": 0.75}


def take_out_unseen(soup: BeautifulSoup) -> list[Caution]:
    """Remove what nobody sees from a page; gives what of it staff should know, labels and menus not among it."""
    found = [
        Caution(Unease.HIDDEN, str(it).strip(), note="网页注释")
        for it in soup.find_all(string=lambda it: isinstance(it, Comment))
        if speaks_to_a_model(str(it))
    ]
    unseen = _outermost(_unseen(soup))
    hidden = sum(len("".join(tag.get_text().split())) for tag, _ in unseen)
    is_scripted = hidden > _WHOLE * max(1, len("".join(soup.get_text().split())))
    for tag, why in unseen:
        text = " ".join(tag.get_text(" ").split())
        if _is_worth_a_look(tag, text):
            note = f"{why}；整页如此，仍已收录" if is_scripted else why
            found.append(Caution(Unease.HIDDEN, text, note=note))
        if not is_scripted:
            tag.extract()
    return found


def _is_worth_a_look(tag: Tag, text: str) -> bool:
    if speaks_to_a_model(text):
        return True
    return len(text) >= _LEAST and tag.name not in _FURNITURE and not tag.find_parents(_FURNITURE, limit=1)


def _unseen(soup: BeautifulSoup) -> Iterator[tuple[Tag, str]]:
    is_styled = soup.find("link", rel="stylesheet") is not None or soup.find("style") is not None
    for tag in soup.find_all(style=True):
        why = _why(_declared(str(tag["style"]))) or _colourless(tag, is_styled=is_styled)
        if why:
            yield tag, why
    for tag in soup.find_all(hidden=True):
        yield tag, HIDDEN
    for tag in soup.find_all("font", color=True):
        if is_white(str(tag["color"])) and not _has_ground(tag, is_styled=is_styled):
            yield tag, WHITE
    yield from _by_sheet(soup)


def _by_sheet(soup: BeautifulSoup) -> Iterator[tuple[Tag, str]]:
    """What the page's own style sheet hides on every screen."""
    from soupsieve import SelectorSyntaxError

    sheet = "\n".join(it.get_text() for it in soup.find_all("style"))[:_LARGEST_SHEET]
    sheet = _BLOCK.sub("", _COMMENT.sub("", sheet))
    for count, rule in enumerate(_RULE.finditer(sheet)):
        why = _why(_declared(rule[2]))
        if why is None or count > _MOST_RULES * 10 or ":" in rule[1]:
            continue
        try:
            for tag in soup.select(rule[1].strip(), limit=_MOST_RULES):
                yield tag, why
        except (SelectorSyntaxError, NotImplementedError, ValueError):  # browsers pass over it, too
            continue


def _declared(style: str) -> dict[str, str]:
    return {
        name.lower(): value.replace("!important", "").strip().lower() for name, value in _DECLARATION.findall(style)
    }


def _why(style: dict[str, str]) -> str | None:
    """Why nobody sees an element of this style; None where they may."""
    if style.get("display") == "none" or style.get("visibility") in ("hidden", "collapse"):
        return HIDDEN
    if "opacity" in style and (opacity := _number(style["opacity"])) is not None and opacity <= 0.02:
        return TRANSPARENT
    if "font-size" in style and (size := _points(style["font-size"])) is not None and size < 1:
        return TINY
    if _is_far(style) or _is_cut(style):
        return OUTSIDE
    return TRANSPARENT if is_transparent(style.get("color", "")) else None


def _is_far(style: dict[str, str]) -> bool:
    moved = ["text-indent"] if "text-indent" in style else []
    moved += ["left", "top", "margin-left"] if style.get("position") in ("absolute", "fixed") else []
    far = any((at := _pixels(style.get(name, ""))) is not None and at <= _FAR for name in moved)
    shift = re.match(r"translate[xy]?\(\s*(-[\d.]{1,10})\s*(px|%)", style.get("transform", ""))
    return far or (shift is not None and float(shift[1]) <= _FAR)


def _is_cut(style: dict[str, str]) -> bool:
    """Whether nothing is left of it: a box without room, or a clip of everything."""
    clip = style.get("clip", "") + style.get("clip-path", "")
    if re.search(r"rect\(\s*0(?:px)?[ ,]+0(?:px)?[ ,]+0|rect\(\s*1px[ ,]+1px[ ,]+1px|inset\(\s*(?:50|100)%", clip):
        return True
    sizes = [_pixels(style.get(name, "")) for name in ("width", "height", "max-height", "max-width")]
    return style.get("overflow") == "hidden" and any(it is not None and it <= 1 for it in sizes)


def _colourless(tag: Tag, *, is_styled: bool) -> str | None:
    """White letters, where nothing says that what is behind them has a colour."""
    style = _declared(str(tag["style"]))
    return WHITE if is_white(style.get("color", "")) and not _has_ground(tag, is_styled=is_styled) else None


def _has_ground(tag: Tag, *, is_styled: bool) -> bool:
    """Whether something behind an element has, or by a style sheet may have, a colour of its own."""
    for it in (tag, *islice(tag.parents, _HIGHEST)):
        if not isinstance(it, Tag) or isinstance(it, BeautifulSoup):
            continue
        style = _declared(str(it.get("style", "")))
        grounds = [
            str(it.get("bgcolor", "")),
            style.get("background-color", ""),
            style.get("background", "").split(" ")[0],
        ]
        if any(ground and not is_white(ground) and not is_transparent(ground) for ground in grounds):
            return True
        if it.has_attr("background") or "background-image" in style:
            return True
        if is_styled and (it.has_attr("class") or it.has_attr("id")):
            return True
    return False


def _outermost(found: Iterator[tuple[Tag, str]]) -> list[tuple[Tag, str]]:
    by_tag = {id(tag): (tag, why) for tag, why in found}
    return [
        (tag, why)
        for tag, why in by_tag.values()
        if tag.name not in ("script", "style") and not any(id(it) in by_tag for it in islice(tag.parents, _HIGHEST))
    ]


def _number(value: str) -> float | None:
    match = _LENGTH.match(value)
    try:
        return float(match[1]) if match else None
    except ValueError:
        return None


def _points(value: str) -> float | None:
    number, match = _number(value), _LENGTH.match(value)
    return number * _POINTS[match[2].lower()] if number is not None and match else None


def _pixels(value: str) -> float | None:
    points = _points(value)
    return points / 0.75 if points is not None else None
