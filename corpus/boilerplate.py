"""Lines of a page that are not its text: notices of copyright, links, calls to share, editors' names."""

import re

from corpus.normalize import simplify

_NEVER_TEXT = re.compile(
    r"版权(?:均属|所有|声明)|copyright|all rights reserved|©|未经\S{0,12}(?:授权|许可|书面)\S{0,30}(?:不得|禁止)|"
    r"^[·•*]?凡(?:注明|本网|来源)|转载(?:须|请|必须|需)?注明|免责声明|并不代表本网|违法(?:和)?(?:违规|不良)\S{0,8}举报|"
    r"icp备|网安备|公网安备|技术支持[:：]|您是第\S{0,8}位|^中宣部宣教局 ?中国文明网$|"
    r"扫(?:一扫|描|码)\S{0,10}(?:二维码|关注|阅读|分享)|长按\S{0,10}识别|关注\S{0,12}公众号|海量资讯|喜欢(?:这篇|本文)|点(?:这里|击阅读|击查看)|"
    r"阅读原文|分享(?:到|至)|微信扫|点赞|^(?:责任编辑|责编|值班编辑|编辑|本文编辑|审核|校对|监制|终审|初审|复审)\s?[:：|]|"
    r"^(?:当前位置|您的位置|您现在的位置|您所在的位置|所在位置|首页 ?[>»›|｜])|^\S{2,12} ?[>»›] ?\S{2,12} ?[>»›]|"
    r"^(?:上一篇|下一篇|上一条|下一条)\s?[:：]?|^[【\[]?\s?(?:打印|关闭|字号|收藏|大 中 小)|^字(?:号|体)[:：]|无障碍(?:阅读|浏览)|"
    r"^[?？]$|^(?:相关|推荐|热门|延伸|精彩)(?:新闻|阅读|推荐|文章|链接|内容|资讯|专题)[:：]\S",
    re.I,
)
_OPENS_LINKS = re.compile(
    r"^(?:相关|推荐|热门|延伸|精彩|猜你|更多)\S{0,2}(?:新闻|阅读|推荐|文章|链接|内容|资讯|喜欢)\s?[:：]?$|^最新资讯$|^往期\S{0,4}$"
)
_LONGEST = 160
"""A line longer than this is text, whatever words it holds."""
_SHORT = 40


def remove_boilerplate(text: str) -> tuple[str, int]:
    """Drop lines that are not the text, and a tail that only such lines and short ones make up; gives the count."""
    lines = text.split("\n")
    marks = [_is_boilerplate(line) for line in lines]
    end = _tail(lines, marks)
    kept = [line for line, mark in zip(lines[:end], marks, strict=False) if not mark]
    if not any(line.strip("#\f ") for line in kept):
        return text, 0  # a page of notices is still a document
    return "\n".join(kept), len(lines) - len(kept)


def _is_boilerplate(line: str) -> bool:
    return len(line) <= _LONGEST and _NEVER_TEXT.search(simplify(line.lstrip("\f"))) is not None


def _tail(lines: list[str], marks: list[bool]) -> int:
    """Index behind the text: from the first mark on, below which there are only marks and short lines."""
    end = len(lines)
    for index in range(len(lines) - 1, -1, -1):
        line = simplify(lines[index])
        if marks[index] or _OPENS_LINKS.match(line):
            end = index
        elif len(line) > _SHORT or line.endswith(("。", "；", "”")):
            break
    return end
