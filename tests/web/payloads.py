"""Hostile text, and what a browser would make of a piece of HTML."""

from html.parser import HTMLParser

PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    '"><iframe src="javascript:alert(1)"></iframe>',
    "'-alert(1)-'",
    '" onmouseover="alert(1)" x="',
    "<a href='javascript:alert(1)'>点</a>",
    "[点](javascript:alert(1))",
    "![图](x onerror=alert(1))",
    "<style>body{display:none}</style>",
    "</div></body><h1>换掉</h1>",
    "<!-- 注释 --><!--",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "{{constructor.constructor('alert(1)')()}} ${alert(1)} `${alert(1)}`",
    "<math><mtext></table><mglyph><style><img src=x onerror=alert(1)>",
    "$$\\href{javascript:alert(1)}{x}$$",
    "\x00<b>\x0b</b>\u2028<i>",
)

_OURS = frozenset(
    "a article b blockquote br button code details div footer form h1 h2 h3 h4 header li main mark nav ol p section small"
    " span strong summary table td th tr ul svg rect path circle html head meta title link body template input".split()
)
_NEVER = ("on", "style", "srcdoc", "formaction")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _OURS or (tag in ("b", "i") and attrs):
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith(_NEVER) or (value or "").strip().lower().startswith(("javascript:", "data:")):
                self.found.append(f"<{tag} {name}={value}>")

    def handle_comment(self, data: str) -> None:
        self.found.append(f"<!--{data}-->")


def dangers(html: str) -> list[str]:
    """Every tag and attribute that no template of the page writes: proof that text has become HTML."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.found
