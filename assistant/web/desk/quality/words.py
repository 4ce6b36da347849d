"""What the section of things to fix says, in Chinese and in English; the problems have words of their own."""

from dataclasses import dataclass

from assistant.stock import words as stock


@dataclass(frozen=True, slots=True)
class Words:
    """The labels of this section; `{}` fields are filled with `str.format`."""

    stock: stock.Words
    """What is wrong, and what can be done."""
    sort: str
    find: str
    problem: str
    remedies: str
    none: str
    none_filtered: str
    reread: str
    dismissed: str
    others: str


CHINESE = Words(
    stock=stock.CHINESE,
    sort="问题",
    find="标题或文件名",
    problem="哪里不对",
    remedies="怎么办",
    none="没有待办：每份文件都读得完整，信息齐全。",
    none_filtered="没有这样的问题。",
    reread="已重新读取。",
    dismissed="不再提示这个文件。",
    others="另一份",
)

ENGLISH = Words(
    stock=stock.ENGLISH,
    sort="Problem",
    find="Title or file name",
    problem="What is wrong",
    remedies="What to do",
    none="Nothing to do: every document is whole and its details are complete.",
    none_filtered="There is no such problem.",
    reread="It was read again.",
    dismissed="This file is no longer mentioned.",
    others="the other",
)
