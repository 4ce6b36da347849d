"""Taking personal data out of what people typed, before it is kept."""

import re
from collections.abc import Iterable, Mapping

_HALF_WIDTH = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {"\u3000": " ", "－": "-", "—": "-"}
)
"""Character for character, so that offsets hold in the text as it was typed."""

_NO_AMOUNT = r"(?!\d|\.\d|\s*(?:[万亿元%吨亩]|美元|欧元|港元|人民币|平方))"
"""Digits behind which a unit stands are an amount."""
_ALONE = r"(?<![0-9A-Za-z_.])"
_DATE = r"(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"

_NUMBERS = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("邮箱", r"(?<![A-Za-z0-9_.+-])(?P<it>[A-Za-z0-9][A-Za-z0-9_.+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)"),
        ("身份证号", rf"{_ALONE}(?P<it>[1-9]\d{{5}}[ -]?{_DATE}[ -]?\d{{3}}[\dXx])(?![0-9A-Za-z])"),
        # GB 32100-2015: two characters for the registry, six digits of the place, nine of the body, one to check.
        (
            "统一社会信用代码",
            rf"{_ALONE}(?P<it>(?i:[1-9ANY][1-9A-GY]\d{{6}}[0-9A-HJ-NPQRTUWXY]{{10}}))(?![0-9A-Za-z]){_NO_AMOUNT}",
        ),
        ("手机号", rf"(?<![\d.])(?P<it>(?:(?:\+|00)?86[ -]?)?1[3-9]\d[ .-]?\d{{4}}[ .-]?\d{{4}}){_NO_AMOUNT}"),
        (
            "手机号",
            r"(?P<it>[一幺][三四五六七八九][〇零一二三四五六七八九幺]{9})(?![〇零一二三四五六七八九十百千万亿])",
        ),
        ("电话号码", rf"(?<![\d.])(?P<it>\(?0\d{{2,3}}\)?[ -]?\d{{7,8}}(?:[-转]\d{{1,5}})?){_NO_AMOUNT}"),
        (
            "电话号码",
            rf"(?:电话|座机|固话|传真|手机)号?码?\s*[:是为]?\s*(?P<it>[2-8]\d{{2,3}}[ -]?\d{{4}}){_NO_AMOUNT}",
        ),
        ("账号", r"(?:微信|[Qq]{2})号?\s*[:是为]?\s*(?P<it>[A-Za-z0-9][A-Za-z0-9_-]{4,19})(?![A-Za-z0-9_-])"),
        ("卡号", rf"(?<![\d.])(?P<it>\d{{15,19}}|\d{{4}}(?:[ -]\d{{4}}){{3}}(?:[ -]\d{{1,3}})?){_NO_AMOUNT}"),
    )
)

_SURNAME = (
    "(?:欧阳|司马|上官|诸葛|夏侯|皇甫|慕容|令狐|司徒|长孙|东方|端木|"
    "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆"
    "范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛闫阎段雷龙史陶贺毛郝顾龚邵万钱严赖覃洪武莫孔汤向常温康施文牛樊葛邢安齐"
    "易乔伍庞颜倪庄聂章鲁岳翟申欧耿关兰焦俞左柳甘祝包宁符阮纪梅童凌毕裴霍涂成苗谷曲冉骆蓝路游辛管柴蒙鲍华喻祁房滕屈饶牟艾尤])"
)
_NO_NAME = r"(?!何[人时地种]|方[式法便面向]|程[序度]|文[件书]|安[排全]|经[常过]|高[管级于]|任[何职命]|成[员本立]|管理|申[请报领]|单位|向[谁哪])"
"""How a phrase begins that is no name although its first character is a surname: 联系人方式."""
_STYLE = "(?:先生|女士|小姐|经理|主任|老师|总)"
_BEHIND = rf"(?=$|[^一-鿿]|{_STYLE}|联系|电话|手机|邮箱|身份证|[我的在想要来是有从做今请和及咨])"
_SURE = re.compile(
    r"(?:我叫|本人叫|我的?名字[是叫]|(?:姓名|联系人)\s*:)\s*"
    rf"(?P<it>{_NO_NAME}{_SURNAME}(?:{_STYLE}|[一-鿿]{{1,2}}?{_BEHIND}|[一-鿿]{{2}})|[A-Za-z]{{2,20}}(?:[ ·][A-Za-z]{{2,20}})?)"
)
_LIKELY = re.compile(
    r"(?:姓名|联系人)\s*[是为叫]?\s*"
    rf"(?P<it>{_NO_NAME}{_SURNAME}(?:{_STYLE}|[一-鿿]{{1,2}}?(?=$|[^一-鿿]|{_STYLE}|联系|电话|手机)))"
)
"""联系人是 may also go on otherwise: 联系人是企业法人."""

_PERSONAL = (*_NUMBERS, ("姓名", _SURE), ("姓名", _LIKELY))

PLACEHOLDER = re.compile(f"【(?:{'|'.join(dict.fromkeys(name for name, _ in _PERSONAL))})】")
"""What stands where something was taken out."""


INTRODUCTION = re.compile(
    rf"(?:我们?|的|本人|公司|联系|请?回复|拨?打|发|到|至|叫|是|为|手机|电话|号码?|方式|人|微信|邮箱|姓名|名字|身份证|统一社会|信用|代码|卡|[:：\s])*"
    rf"{PLACEHOLDER.pattern}"
)
"""我叫【姓名】, 我的手机号是【手机号】: what is taken out, with the words that lead to it."""

_OWN = frozenset({"【手机号】", "【身份证号】", "【卡号】", "【账号】", "【姓名】"})
_OWN_INTRODUCTION = re.compile(INTRODUCTION.pattern.replace(PLACEHOLDER.pattern, f"(?:{'|'.join(sorted(_OWN))})"))
_LOOSE = re.compile(r"^[，。、；：,.;:！!\s]+|(?<=[，。；,;])[，。、；,;\s]+")


def personal(text: str) -> dict[str, str]:
    """What is personal in `text`, as it is written there, with the placeholder for it.

    Mobile and fixed-line numbers, identity cards, e-mail addresses, bank cards, WeChat and QQ accounts, 统一社会信用代码, and
    names that are introduced as such. Amounts, dates, 文号 and short hotlines such as 12345 are not.
    """
    plain, found = text.translate(_HALF_WIDTH), dict[str, str]()
    taken: list[tuple[int, int]] = []
    for name, pattern in _PERSONAL:
        for match in pattern.finditer(plain):
            start, end = match.span("it")
            if not any(start < other and begin < end for begin, other in taken):
                taken.append((start, end))
                found[text[start:end]] = f"【{name}】"
    return found


def mask(text: str, known: Mapping[str, str] | None = None, public: Iterable[str] = ()) -> str:
    """`text` with placeholders for what is personal in it, and for what is `known` to be from elsewhere.

    What stands in a `public` text, such as the telephone number of an authority in a cited policy, stays.
    """
    found = {**(known or {}), **personal(text)}
    shown = tuple(public) if found else ()
    for value in sorted(found, key=len, reverse=True):
        if not any(value in it for it in shown):
            text = text.replace(value, found[value])
    return text


def impersonal(question: str) -> str:
    """`question` without what its author tells of their person: it is no part of what is asked and leads a search astray.

    Fixed-line numbers, e-mail addresses and codes of enterprises stay, for a document may name them. A question of which
    nothing would remain stays as it is.
    """
    hidden = question
    for value, sign in personal(question).items():
        hidden = hidden.replace(value, sign) if sign in _OWN else hidden
    bare = _OWN_INTRODUCTION.sub("", hidden)
    return question if bare == hidden else _LOOSE.sub("", bare).strip() or question
