"""Which policy a question is about, apart from what the enterprise tells of itself."""

import re
from collections.abc import Collection
from dataclasses import replace

from assistant.formal import formal, topical
from assistant.question import Intent, Question
from assistant.situation import pieces
from assistant.wording import content_words


def about(question: Question, places: Collection[str]) -> Question:
    """The question without what the enterprise tells of itself, which is no matter of the policy; `places` tell parks apart."""
    plain = [formal(text) for text in (question.standalone, *reversed(question.earlier))]
    matter, used = "", list[str]()
    for text in plain:
        used.append(text)
        asking = [_ABLE.sub("", piece) for piece, asks in pieces(text) if asks]
        matter = " ".join(filter(None, (matter, *asking)))
        if is_specific(matter):
            break
    # A park that was spoken of before counts only where the question needs what was said before.
    named = [place for place in places if any(place in text for text in used) and place not in matter]
    text = " ".join((*named, matter)) or question.standalone
    return replace(
        question,
        standalone=text,
        intent=Intent.LIST,
        expected=frozenset(),
        unit="",
        bounds=(),
        words=content_words(text),
    )


def is_specific(matter: str) -> bool:
    """Whether a matter says which policy is meant."""
    return bool(specific(matter))


def specific(matter: str) -> tuple[str, ...]:
    """The words of a matter that tell one policy from another."""
    return tuple(word for word in topical(matter) if word not in _GENERIC)


_ABLE = re.compile(
    "能不能|能否|可不可以|可否|是否|是不是|有没有资格|够不够|够得?上|可以|[能可]|吗|么|呢|[?？]|请问|想问|一下"
)
_GENERIC = frozenset(
    """
    申请 申报 条件 符合条件 资格 政策 要求 符合 满足 达标 够 够不够 不够 差 还差 缺 还 认定 享受 拿 能 哪些 什么 多少
    补贴 补助 奖励 资助 扶持 资金 支持 办
    """.split()
)
