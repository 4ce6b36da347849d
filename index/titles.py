"""The forms in which titles and 文号 are compared."""

import re

from corpus.normalize import fold

# （2019年修订）, (试行) stay different from each other only in the title that people see.
_VERSION = re.compile(
    r"(?:\((?:[^()]*(?:修订|修正|修改|版|修正本|废止|失效|现行有效)[^()]*|\d{4}年?(?:\d{1,2}月\d{1,2}日)?|\d{4}-\d{1,2}-\d{1,2})\))+$"
)
_NOT_COMPARED = re.compile(r"[《》〈〉<>\s\"'“”‘’]|中华人民共和国(?=..)")
_BRACKETS = re.compile(r"[\[\](){}〔〕【】〈〉<>]")
_ISSUED_WITH = re.compile(r"(?:印发|发布|公布)(?:修订后的)?(.{4,80}?)的通知(?:\([^()]{1,20}\))?$")
_ABOUT = re.compile(r"^.{2,40}?(关于.{6,120})$")


def title_key(title: str) -> str:
    """The form in which titles are compared: folded, without 《》, blanks and a version in parentheses at the end."""
    return _VERSION.sub("", _NOT_COMPARED.sub("", fold(title)))


def number_key(doc_number: str | None) -> str | None:
    """The form in which 文号 are compared: whatever the brackets, 沧政〔2024〕3号 is 沧政[2024]3号."""
    if doc_number is None:
        return None
    return _BRACKETS.sub("|", re.sub(r"\s", "", fold(doc_number))) or None


def other_names(key: str) -> tuple[str, ...]:
    """Forms under which another text may name the document of this title key.

    关于印发某办法的通知 is named 某办法, and 某市人民政府关于某事的意见 without the organ before 关于.
    """
    issued = _ISSUED_WITH.search(key)
    about = _ABOUT.match(key)
    return tuple(
        dict.fromkeys(it for it in (_VERSION.sub("", issued[1]) if issued else "", about[1] if about else "") if it)
    )
