"""Lines of a page that are not its text: notices of copyright, links, calls to share, editors' names."""

import re

from corpus.normalize import simplify
from corpus.structure.headings import starts_part

# Said by publishers only: dropped wherever it stands, unless the line is long.
_NOTICE = re.compile(
    r"版权(?:均属|所有|声明)|copyright|all rights reserved|©|凡(?:本网)?(?:注明|来源)|转载(?:须|请|必须|需)?注明|"
    r"未经\S{0,12}(?:授权|许可|同意)\S{0,30}(?:转载|镜像|摘编)|并不代表本网|"
    r"网络\S{0,16}违法\S{0,8}举报|icp备\d|公网安备|海量资讯、精准解读",
    re.I,
)
# Ordinary words too: dropped only when the line is nothing else.
_FURNITURE = re.compile(
    r"^(?:[·•*\[【「 ]*(?:责任编辑|责编|值班编辑|本文编辑|编辑|审核|校对|监制|终审|初审|复审)\s?[:：|].{0,30}|"
    r"技术支持\s?[:：].{0,30}|您是第.{0,12}位.{0,6}|中宣部宣教局 ?中国文明网|微信扫.{0,20}|"
    r".{0,12}(?:扫一扫|扫描|扫码|长按).{0,12}二维码.{0,12}|.{0,10}微信公众号.{0,12}|"
    r"喜欢(?:这篇|本文).{0,16}|点(?:击|这里).{0,16}|阅读原文|分享(?:到|至).{0,30}|免责声明.{0,10}|"
    r"(?:当前位置|您的位置|您现在的位置|您所在的位置|所在位置).{0,60}|首页 ?[>»›|｜].{0,60}|.{2,12} ?[>»›] ?.{2,12} ?[>»›].{0,40}|"
    r"(?:上一篇|下一篇|上一条|下一条)\s?[:：].{0,80}|[【\[( ]*(?:打印|关闭|收藏|字号|大 中 小|大 ?\] ?\[中).{0,30}|字(?:号|体)[:：].{0,20}|"
    r"网站标识码.{0,40}|首页(?=(?:[\s|｜·]{0,3}[^\s，。：；|｜·]){4})[\s|｜·]{0,3}[^\s，。：；|｜·]{2,96}(?:[\s|｜·]{1,3}[^\s，。：；|｜·]{2,96}){0,11}|打开(?:\S{2,10})?app.{0,16}|展开(?:全文|更多)|"
    r"(?:关于我们|联系我们|网站地图|法律声明|隐私政策|版权声明|友情链接|设为首页|加入收藏)(?:[\s|｜·]{0,3}[^\s，。：；|｜·]{2,80}(?:[\s|｜·]{1,3}[^\s，。：；|｜·]{2,80}){0,9})?|"
    r"赞\s?\d{0,6}(?:\s?(?:踩|评论|收藏|转发|在看)\s?\d{0,6}){1,4}|"
    r"无障碍(?:(?:阅读|浏览|版|模式).{0,20})?|[?？]|(?:相关|推荐|热门|延伸|精彩)(?:新闻|阅读|推荐|文章|链接|内容|资讯|专题)[:：].{1,80})$",
    re.I,
)
_OPENS_LINKS = re.compile(
    r"^(?:相关|推荐|热门|延伸|精彩|猜你|更多)\S{0,2}(?:新闻|阅读|推荐|文章|链接|内容|资讯|喜欢)\s?[:：]?$|^最新资讯$|^往期\S{0,4}$"
)
_OPENS_COMMENTS = re.compile(r"^(?:网友|用户|最新|热门|全部|精彩)(?:评论|留言|跟帖)区?\s?[(（]?\d{0,6}[)）]?条?[:：]?$")
_WITH_OTHERS = re.compile(
    r"^(?:主办|承办|协办|维护|运维)(?:单位)?\s?[:：].{2,40}$|^(?:联系|咨询|值班)电话\s?[:：].{5,40}$|^地址\s?[:：].{4,40}$"
)
"""Of the page only where a line beside it is: an invitation to an event names its host too."""
_LONGEST = 160
"""A line longer than this is text, whatever words it holds."""
_SHORT = 40


def remove_boilerplate(text: str) -> tuple[str, int]:
    """Drop lines that are not the text, and a tail that only such lines and short ones make up; gives the count."""
    lines = text.split("\n")
    marks = _with_neighbours(lines, [_is_boilerplate(line) for line in lines])
    end = _tail(lines, marks)
    kept = [line for line, mark in zip(lines[:end], marks, strict=False) if not mark]
    if not any(line.strip("#\f ") for line in kept):
        return text, 0  # a page of notices is still a document
    return "\n".join(kept), len(lines) - len(kept)


def _is_boilerplate(line: str) -> bool:
    line = line.lstrip("\f# ")
    if len(line) > _LONGEST or starts_part(line):
        return False
    words = simplify(line)
    return bool(_NOTICE.search(words) or _FURNITURE.match(words))


def _with_neighbours(lines: list[str], marks: list[bool]) -> list[bool]:
    """Marks spread from the end of a page upwards, over lines that belong to it only in such company."""
    for index in range(len(lines) - 2, -1, -1):
        if marks[index + 1] and _WITH_OTHERS.match(simplify(lines[index])):
            marks[index] = True
    return marks


def _tail(lines: list[str], marks: list[bool]) -> int:
    """Index behind the text: from the first mark on, below which there are only marks and short lines."""
    comments = (at for at, line in enumerate(lines) if at and _OPENS_COMMENTS.match(simplify(line.lstrip("\f# "))))
    end = next(comments, len(lines))
    for index in range(end - 1, -1, -1):
        line = simplify(lines[index].lstrip("\f# "))
        if marks[index] or _OPENS_LINKS.match(line):
            end = index
        elif len(line) > _SHORT or line.endswith(("。", "；", "”")) or starts_part(line):
            break
    return end
