"""Stories of a newspaper page: where another one begins, and boxes that stand beside it."""

import re
from collections.abc import Sequence

from corpus.structure.headings import SENTENCE_END, Heading, Rank

_CONTINUED = re.compile(r"[（(]\s?(?:上接|紧接|下转)第?\s?[\w一二三四五六七八九十]{1,4}\s?版[^（）()]{0,12}[）)]")
_DATELINE = re.compile(
    r"(?:本报|本台|本网|新华社|中新社|中新网|人民网|央视网)[^，。：；\s]{0,12}?(?:\d{1,2}月\d{1,2}日)?\s?(?:讯|电|消息)(?=[\s（(：:]|$|[\u4e00-\u9fff])"
    r"|[（(](?:本报)?记者[^（）()]{2,24}[）)](?=[\u4e00-\u9fff\d])"
)
_BOX = re.compile(
    r"[【\[■◆●▲]?\s?(?:记者手记|采访手记|采访札记|记者观察|编后|编后语|编者按|编者的话|短评|新闻链接|新闻背景|背景资料|名词解释|延伸阅读)"
    r"\s?[】\]]?[:：]?"
)
_LONGEST_HEADLINE = 40
_LEAST_STORY = 60
"""Characters that must stand above for the line to begin another story, not the first."""


def begins_story(line: str) -> bool:
    """Whether a line is the first of a story: 本报讯（记者…）…, or the mark of one that began on another page."""
    return bool(_DATELINE.match(line) or (_CONTINUED.match(line) and "下转" not in line[:4]))


def story_heading(lines: Sequence[str], at: int) -> Heading | None:
    """The heading of the story, or of the box, that begins with the line `at`; None for the page's first story.

    A headline right above a story's first line is its heading.
    """
    line = lines[at]
    if box := _BOX.fullmatch(line):
        return Heading(Rank.SUBHEAD, box[0].strip("【】[]■◆●▲:： "), alone=True) if at > 0 else None
    if not _has_story_above(lines, at):
        return None
    below = lines[at + 1] if at + 1 < len(lines) else ""
    if begins_story(below) and is_headline(line):
        return Heading(Rank.STORY, line, alone=True)
    if begins_story(line) and not is_headline(lines[at - 1]):
        # Directly below the headline the mark belongs to the first story, which the title names.
        continued = _CONTINUED.match(line)
        label = f"另一篇报道{continued[0] if continued else ''}"
        return Heading(Rank.STORY, label, alone=continued is not None and line == continued[0])
    return None


def is_headline(line: str) -> bool:
    """Whether a line may be the headline of a story: short, without an end, and no row of a table."""
    is_short = 4 <= len(line) <= _LONGEST_HEADLINE and " | " not in line
    return is_short and not SENTENCE_END.search(line) and not begins_story(line)


def _has_story_above(lines: Sequence[str], at: int) -> bool:
    """Whether a paragraph stands between the page's top and the line `at`."""
    return any(len(line) >= _LEAST_STORY or line.endswith("。") for line in lines[max(0, at - 8) : at])
