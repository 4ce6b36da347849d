"""Making a follow-up question stand alone, by rule: what the conversation carried is filled in."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.answer import Turn
from assistant.courtesy import is_small_talk
from assistant.parts import asking
from assistant.places import SUFFIXES, Place, bare_name, named_places
from assistant.roll import asks_which
from assistant.wording import content_words, topic

_POINTS_BACK = re.compile(
    r"它们?|该(?:园区?|政策|办法|条例|文件|项|市|区|县|企业)|[这那](?:个|些|项|份|里|条|部|笔)(?:园区?|政策|办法|条例|文件|补贴|奖励|钱)?"
    r"|上述|其(?!他|它|余|中)|前者|后者|刚才|上面"
)
_CORRECTS = re.compile(
    r"^(?:(?:不好意思|抱歉|不对|错了|不是[^，,。]{0,12})[，,。\s]*)*(?:(?:我|我们)?(?:问|说|指|要问|想问)的?是|应该是|改成|换成)[，,]?"
)
_SWAP = re.compile(r"^(?:那么?|还有|另外|换成|要是|如果是|再问一下)?[，, ]?(?P<new>[^，,？?。]{1,24}?)呢[？?。]?$")
_LEAD = re.compile(r"^(?:那么?|还有|另外|然后|那它|再问一下|再问)[，, ]?")
_AGAIN = re.compile(
    r"^(?:你?(?:有|有没有)?(?:什么)?)?(?:依据|出处|来源|根据|原文)(?:是|在|呢)?(?:什么|哪里?|第几条|哪一?条|哪个文件)?[？?。呢]*$"
)
"""Asks for the proof of what was said, which every answer gives."""
_STAGES = frozenset("签约 落地 开工 竣工 投产 建成 储备 在谈 洽谈 入库 注册 入驻".split())
_UNITS = frozenset({"多少", "几个", "多久"})
_OF_THE_MATTER = frozenset(
    """
    最高 最低 最多 最少 上限 下限 封顶 比例 标准 金额 额度 总额 每年 一年 第一年 第二年 第三年 几年 年 月 每月 每 家 期限
    分 拨付 到账 发放 领取 计算 算法 总共 一共 超过 叠加 重复 享受 补 奖 给 拿 钱
    """.split()
)
"""Words that ask of a matter how much or how long: without the matter they mean nothing."""
_OF_THE_DOCUMENT = frozenset(
    """
    申请 申报 申领 办理 受理 提交 填报 填 交 带 准备 审核 审批 公示 公布 条件 要求 符合 满足 资格 材料 资料 纸质 流程 程序 步骤 手续
    电话 咨询 联系 联系人 地址 地点 窗口 网址 平台 系统 网上 线上 线下 部门 单位 机构 负责 时间 日期 开始 截止 截止日期 工作日 天
    收费 费用 依据 规定 文件 办法 政策 施行 实施 生效 失效 有效 有效期 废止 过期 适用 范围 企业 公司
    """.split()
)
"""Words that ask how to go about it, which a document rules for all that it grants."""
_PROVISION = re.compile(r"第[〇零一二三四五六七八九十百\d]+[条款项章]")
_DESCRIBES_NOT = ("v", "u", "p", "c", "d", "r", "w", "x", "t")
"""Parts of speech, as jieba tags them, that a name does not begin with."""
_LEVEL = re.compile(r"国家级|省级|市级|区级|县级|园区级")
_ELSEWHERE = re.compile("《|〔|[省市国]里|全[省市国]|[省市国]级|各地|哪个园区|各园区|市政府|国家")
"""Says that another place or document is meant than the park that was spoken of."""
_YEAR = re.compile(r"(?:19|20)\d{2}年?")
_ATTRIBUTE_WORDS = 4
"""A question with fewer content words and no place of its own leans on the conversation."""


def readings(asked: str, history: Sequence[Turn], parks: Collection[str] = ()) -> tuple[str, ...]:
    """How `asked` may read without the conversation, the likeliest first: with what was spoken of, or with its place
    alone. `asked` itself where it needs nothing. `parks`: names that documents bear, which people use without 园区 (东湖)."""
    context = ""
    for turn in history:
        if not is_small_talk(turn.question):
            context = _Context(context, parks).fill(turn.question)[0]
    read = _Context(context, parks).fill(asked)
    return tuple(dict.fromkeys((*read, _Context(asked, parks).asking())))


@dataclass(frozen=True, slots=True)
class _Context:
    """What the conversation is about, as the last question that stands alone."""

    text: str
    parks: Collection[str]

    def fill(self, asked: str) -> tuple[str, ...]:
        """`asked` with what it leaves to the context."""
        if not self.text or (asks_which(asked) and not _POINTS_BACK.search(asked)):
            return (asked,)
        if _AGAIN.fullmatch(asked):
            return (self.text,)
        corrected, swapped = _CORRECTS.sub("", asked), _SWAP.match(asked)
        if corrected != asked and len(content_words(corrected)) < _ATTRIBUTE_WORDS:
            return (self._swapped(corrected.strip("。！!？? ")),)
        if swapped and frozenset(content_words(swapped["new"])) <= _OF_THE_MATTER:
            return self._carried(swapped["new"] + _tail(self.text))
        if swapped:
            return (self._swapped(_without_pronoun(swapped["new"].strip())),)
        leads = bool(_LEAD.match(asked))
        rest = _LEAD.sub("", asked)
        own_place = next(iter(self._places(rest)), None)
        points_back = leads or bool(_POINTS_BACK.search(asked))
        if own_place is not None:
            return self._elsewhere(asked, rest, own_place, points_back=leads)
        if points_back or len(content_words(asked)) < _ATTRIBUTE_WORDS or _asks_only(asked):
            return self._carried(_POINTS_BACK.sub("", rest))
        return self._still_there(asked)

    def asking(self) -> str:
        """What the text asks, of the places that it names anywhere: what else is told may hide it."""
        core = asking(self.text)
        told = "、".join(place.name for place in self._places(self.text) if place.name not in core)
        return f"{told}的{core}" if told and core != self.text else core

    def _elsewhere(self, asked: str, rest: str, place: Place, *, points_back: bool) -> tuple[str, ...]:
        """A question that names a place of its own: 青岚最高多少 still leaves the matter to the context."""
        matter = frozenset(content_words(rest.replace(place.name, " ")))
        if matter <= _OF_THE_MATTER and self._places(self.text):
            return (f"{topic(_latest(self._swapped(place.name)))} {rest.replace(place.name, '')}",)
        return (_POINTS_BACK.sub("", rest) if points_back else asked,)

    def _still_there(self, asked: str) -> tuple[str, ...]:
        """A question of its own that names neither place nor document: first of the park that was spoken of, which nobody
        says again, then of any."""
        park = next((place.name for place in self._places(_latest(self.text)) if self._is_park(place.name)), None)
        if park is None or _ELSEWHERE.search(asked):
            return (asked,)
        return f"{park}，{asked}", asked

    def _is_park(self, name: str) -> bool:
        return any(park in name for park in self.parks) and name.endswith((*SUFFIXES, *self.parks))

    def _carried(self, rest: str) -> tuple[str, ...]:
        """`rest` behind what the conversation is about: how much of it depends on what `rest` asks for."""
        whole, place = topic(_latest(self.text)), self._subject()
        year = _YEAR.search(self.text)
        if year and year[0] not in place and not _YEAR.search(rest) and place != whole:
            place = f"{place} {year[0]}"
        own = frozenset(content_words(rest))
        if own <= _OF_THE_MATTER:
            found = (whole, place)
        elif _asks_only(rest):
            found = (place, whole)
        else:  # a matter of its own, which the next question may lean on
            return (place + rest if rest.startswith("的") else f"{place}，{rest}",)
        return tuple(dict.fromkeys(f"{before} {rest}" for before in found))

    def _swapped(self, new: str) -> str:
        """那青岚园区呢 puts the new name where the old one of its sort stood; anything else is asked of the same subject."""
        new, places = new.rstrip("的"), self._places(self.text)
        is_place = bare_name(new) or new in self.parks or any(place.name == new for place in named_places(new))
        if places and is_place:
            return self.text[: places[0].start] + new + self.text[places[0].end :]
        if _YEAR.search(new) and _YEAR.search(self.text):
            return _YEAR.sub(new, self.text, count=1)
        old = _counterpart(new, self.text)
        return self.text.replace(old, new, 1) if old else f"{self._subject()}的{new}{_tail(self.text)}"

    def _subject(self) -> str:
        """What the conversation is about: its place, where it names one, or the matter that was asked."""
        latest = _latest(self.text)
        places = self._places(latest)
        return places[0].name if places else topic(latest)

    def _places(self, text: str) -> list[Place]:
        """The places in `text`, in order, by their full names or by the bare ones of parks."""
        named = list(named_places(text))
        for park in self.parks:
            at = text.find(park)
            if at >= 0 and not any(it.start < at + len(park) and at < it.end for it in named):
                named.append(Place(park, at, at + len(park)))
        return sorted(named, key=lambda place: place.start)


def _asks_only(text: str) -> bool:
    """Whether a question names no matter, but only what it wants to know of one."""
    return frozenset(content_words(text)) <= _OF_THE_MATTER | _OF_THE_DOCUMENT


def _without_pronoun(new: str) -> str:
    """它的蒸汽补贴 swaps the matter; 它 alone swaps nothing."""
    return re.sub(rf"^(?:{_POINTS_BACK.pattern})的?(?=.)", "", new)


def _counterpart(new: str, context: str) -> str:
    """The word of `context` that `new` takes the place of: one that ends alike (博士, 硕士), or another stage of a
    project (签约, 落地); empty when there is none."""
    import rjieba

    if new in context:
        return ""
    if _PROVISION.fullmatch(new) and (named := _PROVISION.search(context)):
        return named[0]
    if (level := _LEVEL.match(new)) and (other := _LEVEL.search(context)):
        return other[0] if other[0] != level[0] else ""
    words = [(word, tag) for word, tag in rjieba.tag(context) if len(word) > 1]
    alike = [word for word, _ in words if word[-1] == new[-1] and word not in _UNITS]
    if alike:
        return _grown(alike[-1], new, context)
    stages = [word for word, _ in words if word in _STAGES]
    return stages[-1] if new in _STAGES and stages else ""


def _grown(word: str, new: str, context: str) -> str:
    """`word` with what describes it in the context, as long as `new` is longer: 总部 → 综合型总部, but not 导致一般事故."""
    import rjieba

    end = context.find(word) + len(word)
    grown = word
    for before, tag in reversed(rjieba.tag(context[: end - len(word)])):
        if len(grown) >= len(new) or tag.startswith(_DESCRIBES_NOT):
            break
        grown = before + grown
    return grown


def _latest(context: str) -> str:
    """The context without what was asked of its matter in the turn before, which stands behind a blank."""
    return context.partition(" ")[0]


def _tail(context: str) -> str:
    """The interrogative of the earlier question, asked again of the new matter."""
    about = topic(context)
    end = context.find(about) + len(about)
    return context[end:]
