"""Made-up web pages in the layouts that government and news sites have, with what must be read of each."""

from dataclasses import dataclass

TITLE = "示例市支持企业迁入的若干措施"
PARAGRAPHS = (
    "为了承接产业转移，支持优质企业迁入本市，结合实际制定本措施，请各有关单位认真执行。",
    "一、迁入企业投资额达到一亿元的，给予一次性奖励，最高不超过二百万元。",
    "二、企业租用标准厂房的，前两年按照实际租金的百分之五十给予补贴。",
    "三、本措施自2024年3月1日起施行，有效期三年，由市投资促进局负责解释。",
)
_LINKS = ("首页", "政务公开", "办事服务", "互动交流", "走进示例")
_RELATED = ("示例市召开投资促进大会", "示例市发布产业地图", "示例高新区新增上市企业两家", "示例市优化审批流程")
_FOOT = ("主办单位：示例市人民政府办公室", "网站标识码：1234567890", "示例ICP备12345678号", "版权所有 示例市人民政府")


@dataclass(frozen=True, slots=True)
class Page:
    """A page, the lines that belong to its article, and words that only the page around it has."""

    name: str
    html: str
    wanted: tuple[str, ...]
    around: tuple[str, ...]


def _anchors(names: tuple[str, ...], tag: str = "li") -> str:
    return "".join(f"<{tag}><a href='/{at}.html'>{name}</a></{tag}>" for at, name in enumerate(names))


def _paragraphs(tag: str = "p", attributes: str = "") -> str:
    return "".join(f"<{tag}{attributes}>　　{text}</{tag}>" for text in PARAGRAPHS)


def _page(name: str, body: str, *, more: tuple[str, ...] = (), around: tuple[str, ...] = ()) -> Page:
    head = f"<head><meta charset='utf-8'><title>{TITLE}_示例市人民政府</title></head>"
    html = f"<!DOCTYPE html><html>{head}<body>{body}</body></html>"
    return Page(name, html, (TITLE, *PARAGRAPHS, *more), around)


_FOOTER_DIV = "<div class='footer'>" + "".join(f"<p>{line}</p>" for line in _FOOT) + "</div>"

PAGES = (
    _page(
        "portal with named parts",
        f"<div class='header'><ul class='nav'>{_anchors(_LINKS)}</ul></div><div class='crumbs'>当前位置：首页 &gt; 政策文件</div>"
        f"<div class='article'><h1>{TITLE}</h1><div class='pages_content'>{_paragraphs()}</div></div>{_FOOTER_DIV}",
        around=("办事服务", "互动交流", "网站标识码", "当前位置"),
    ),
    _page(
        "tables as layout",
        f"<table><tr><td>{_anchors(_LINKS, 'span')}</td></tr></table><table width='960'><tr><td width='200'>"
        f"<table><tr><td><a href='a'>{_RELATED[0]}</a></td></tr><tr><td><a href='b'>{_RELATED[1]}</a></td></tr></table></td>"
        f"<td><h2 align='center'>{TITLE}</h2><font size='3'>{_paragraphs()}</font></td></tr></table>"
        f"<table><tr><td align='center'>{'<br>'.join(_FOOT)}</td></tr></table>",
        around=("办事服务", _RELATED[0], "网站标识码"),
    ),
    _page(
        "editor's division with its own style",
        f"<div id='top'>{_anchors(_LINKS, 'span')}</div><div id='zoom'><h1>{TITLE}</h1><div class='TRS_Editor'>"
        f"<style>.TRS_Editor P{{margin:0}}</style>{_paragraphs('p', ' class=MsoNormal')}</div></div>"
        f"<div>【打印】【关闭】</div>{_FOOTER_DIV}",
        around=("办事服务", "margin", "打印", "网站标识码"),
    ),
    _page(
        "news with links below",
        f"<nav>{_anchors(_LINKS)}</nav><div class='main'><h1>{TITLE}</h1><div class='info'>2024-03-01 来源：示例日报</div>"
        f"<div class='text'>{_paragraphs()}</div><p class='editor'>责任编辑：李四</p><div class='share'>分享到微信</div>"
        f"<div class='xgxw'><h3>相关新闻</h3><ul>{_anchors(_RELATED)}</ul></div></div>{_FOOTER_DIV}",
        around=("互动交流", "责任编辑", "分享到微信", _RELATED[1], "网站标识码"),
    ),
    _page(
        "page for telephones",
        f"<h1 id='activity-name'>{TITLE}</h1><div id='js_content'>"
        + "".join(f"<section><section><span>{text}</span></section></section>" for text in PARAGRAPHS)
        + "</div><p>长按识别二维码关注我们</p><p>点击阅读原文</p><div>打开APP 阅读全文</div>",
        around=("二维码", "阅读原文", "打开APP"),
    ),
    _page(
        "divisions without names",
        f"<div><div>{' '.join(_LINKS)}</div></div><div><div>{TITLE}</div><div>{'<br><br>　　'.join(PARAGRAPHS)}</div></div>"
        f"<div><div>{'</div><div>'.join(_FOOT)}</div></div>",
        around=("办事服务 互动交流", "网站标识码"),
    ),
    _page(
        "links as divisions",
        "<div>" + "".join(f"<div><a href='/{at}'>{name}</a></div>" for at, name in enumerate(_LINKS)) + "</div>"
        f"<div><h1>{TITLE}</h1>{_paragraphs('div')}</div>"
        "<div>" + "".join(f"<div><a href='/n{at}'>{name}</a></div>" for at, name in enumerate(_RELATED)) + "</div>",
        around=("互动交流", _RELATED[1], _RELATED[2]),
    ),
    _page(
        "article with a table of data",
        f"<div class='nav'>{_anchors(_LINKS)}</div><div class='content'><h1>{TITLE}</h1>{_paragraphs()}"
        "<table border='1'><tr><th>档次</th><th>奖励</th></tr><tr><td>一亿元以上</td><td>一百万元</td></tr>"
        f"<tr><td>三亿元以上</td><td>二百万元</td></tr></table></div>{_FOOTER_DIV}",
        more=("一亿元以上", "三亿元以上"),
        around=("办事服务", "网站标识码"),
    ),
    _page(
        "questions and answers",
        f"<header>{_anchors(_LINKS)}</header><main><h1>{TITLE}</h1>{_paragraphs()}<h3>一、问：谁可以申请？</h3>"
        "<p>答：在本市注册的企业。</p><h3>二、问：去哪里申请？</h3><p>答：市政务服务中心。</p></main>"
        f"<footer>{'<br>'.join(_FOOT)}</footer>",
        more=("一、问：谁可以申请？", "答：在本市注册的企业。", "答：市政务服务中心。"),
        around=("办事服务", "网站标识码"),
    ),
    _page(
        "sheet of particulars above",
        f"<div class='menu'>{_anchors(_LINKS)}</div><div class='xxgk'><table><tr><td>索引号：</td><td>000014349/2024-00018</td>"
        "<td>发文机关：</td><td>示例市人民政府</td></tr><tr><td>文号：</td><td>示政发〔2024〕8号</td><td>成文日期：</td>"
        f"<td>2024年2月20日</td></tr></table></div><div class='zw'><h1>{TITLE}</h1>{_paragraphs()}</div>{_FOOTER_DIV}",
        more=("示政发〔2024〕8号", "2024年2月20日"),
        around=("办事服务", "网站标识码"),
    ),
    _page(
        "long list of links beside a short text",
        f"<div class='left'><h1>{TITLE}</h1>{_paragraphs()}</div><div class='right'><h3>热门文章</h3><ul>"
        + _anchors(tuple(f"{name}第{at}期特别报道全文" for at in range(8) for name in _RELATED))
        + f"</ul></div>{_FOOTER_DIV}",
        around=("热门文章", "特别报道全文", "网站标识码"),
    ),
    _page(
        "article whose parts are named like furniture",
        f"<div class='side-nav'>{_anchors(_LINKS)}</div><div class='position-content'><h1>{TITLE}</h1>"
        f"<div class='tool-box'>字号：大 中 小</div><div class='search-content'>{_paragraphs()}</div></div>{_FOOTER_DIV}",
        around=("互动交流", "字号", "网站标识码"),
    ),
)
