"""What a question's interrogative asks for, read from the words around it."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from assistant.wording import STOP_WORDS
from corpus.normalize import fold


class Sought(StrEnum):
    """The sort of thing that answers."""

    PERSON = "person"
    TIME = "time"
    PLACE = "place"
    NUMBER = "number"
    REASON = "reason"
    MANNER = "manner"
    NAME = "name"
    MEANING = "meaning"
    """什么是X."""
    THING = "thing"
    """Anything else: what its noun says."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A question taken apart at its last interrogative; every text is folded, empty where there is none."""

    text: str
    """The question without its mark and its last particles."""
    start: int
    end: int
    """Where the interrogative stands in `text`."""
    sought: Sought
    noun: str
    """What the interrogative is of: 职位 of 什么职位, 籍贯 of 籍贯是哪里."""
    before: str
    """The word before the interrogative that is no stop word."""
    after: str
    """The same behind it."""

    @property
    def stated(self) -> str:
        """The question without its interrogative."""
        return f"{self.text[: self.start]} {self.text[self.end :]}"


_INTERROGATIVE = re.compile(
    r"什么时[候后]|啥时候|什么|啥|谁|为何|为什么|如何|怎么样?|怎样|多少|几(?=[个家项名人次天年月日户条座类种大批所位间部点成时只枚层届岁张艘套亩元栋倍])"
    r"|多[久长大高远深宽重快](?!学|数)|何[时处地年人种以]?|哪[里儿边几]?"
)
_LAST = re.compile(r"[?？。!！ 呢呀啊吗]+$")
_COUNTED = re.compile(
    r"^(?:样|么样)?[一两二三几]?[个种位所家条本部项座类些场支间首届把份名只段款件道幅辆艘颗片块次]?(?:样)?的?"
)
"""哪一所大学: what stands between the interrogative and its noun."""
_CUES = (
    (Sought.PERSON, re.compile(r"谁|何人")),
    (Sought.TIME, re.compile(r"什么时[候后]|啥时候|何[时年]")),
    (Sought.REASON, re.compile(r"为何|为什么|何以")),
    (Sought.MANNER, re.compile(r"如何|怎么样?|怎样")),
    (Sought.PLACE, re.compile(r"哪[里儿边]|何[处地]")),
    (Sought.NUMBER, re.compile(r"多.|几")),
)
_FOLLOWED = (
    (Sought.TIME, re.compile(r"[一个]?(?:样的)?(?:年|月|天|日|时|世纪|朝代|季)")),
    (Sought.NAME, re.compile(r"名字|名称|称[号呼]|绰号|昵称|外号|姓名")),
    (Sought.PLACE, re.compile(r"[一个些座]?(?:地方|地区|国|城市|省|市|县|州|洲|区|岛|处)")),
    (Sought.PERSON, re.compile(r"一?位(?!置|于)|一?名(?!称|字)|一?个?人(?!口|数)")),
)
_BY_NOUN = (
    (Sought.REASON, re.compile(r"原因|起因|理由|缘由|目的")),
    (Sought.TIME, re.compile(r"时间|日期|年份")),
    (Sought.NUMBER, re.compile(r"数量|面积|人数|长度|高度|距离|比例|金额|额度|标准$")),
)
_LINK = re.compile(r"(?:是|为|叫|有|在|于|称|做|则)+(?:了|的|因)*$")


@lru_cache(maxsize=256)
def asking(question: str) -> Asking:
    """The stand-alone question, taken apart; without an interrogative its end stands for one (…的首都是？)."""
    text = _LAST.sub("", fold(question))
    found = [*_INTERROGATIVE.finditer(text)]
    start, end = found[-1].span() if found else (len(text), len(text))
    ahead, behind = text[:start], text[end:]
    noun = _noun(text[start:end], ahead, behind)
    before = [word for word, _ in _tagged(ahead) if word.isalnum() and word not in STOP_WORDS]
    after = [word for word, _ in _tagged(behind) if word.isalnum() and word not in STOP_WORDS]
    sought = _sought(text[start:end], ahead, behind, noun)
    return Asking(text, start, end, sought, noun, "".join(before[-1:]), "".join(after[:1]))


def _noun(cue: str, ahead: str, behind: str) -> str:
    if cue in ("什么", "啥", "何", "哪", "哪几"):
        tagged = _tagged(_COUNTED.sub("", behind))
        nouns = [word for word, tag in tagged[:2] if tag.startswith("n")]
        if tagged and tagged[0][0] not in STOP_WORDS and tagged[0][1][0] in "nvabljisz":
            return "".join(nouns) if tagged[0][1].startswith("n") else "".join(word for word, _ in tagged[:2])
    if cue and not _LINK.search(ahead):
        return ""
    words = [word for word, _ in _tagged(_LINK.sub("", ahead))]
    return words[-1] if words and words[-1].isalnum() and words[-1] not in STOP_WORDS else ""


def _sought(cue: str, ahead: str, behind: str, noun: str) -> Sought:
    if cue == "为什么" and ahead.endswith(("名", "称", "作", "成")):
        return Sought.THING  # 名为什么: the cutter's 为什么 is none
    for sought, pattern in _CUES:
        if pattern.fullmatch(cue):
            return sought
    if re.search(r"叫做?$|称[为作]?$", ahead):
        return Sought.NAME
    for sought, pattern in _FOLLOWED:
        if cue and pattern.match(behind):
            return sought
    for sought, pattern in _BY_NOUN:
        if pattern.search(noun):
            return sought
    return Sought.MEANING if cue == "什么" and behind.startswith("是") else Sought.THING


def _tagged(text: str) -> list[tuple[str, str]]:
    import rjieba

    return list(rjieba.tag(text)) if text else []
