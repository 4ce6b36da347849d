"""The characters that figures are written in, brought to one form without moving any of them."""

import re

_TRADITIONAL = dict(
    zip(
        "簽萬億兩貳參陸個畝頃輛項間臺棟處場戶種條張層隻頭餘內滿約圓鎊韓時鐘週歲過於達連續給獎勵補貼資額數計與則總減徵貸營業務銷產質稅實註設備強積綠從職費當學課車廳幣罰併單後噸釐憑據",
        "签万亿两贰参陆个亩顷辆项间台栋处场户种条张层只头余内满约圆镑韩时钟周岁过于达连续给奖励补贴资额数计与则总减征贷营业务销产质税实注设备强积绿从职费当学课车厅币罚并单后吨厘凭据",
        strict=True,
    )
)
_WIDE = {chr(code): chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *map(ord, "％．／－～"))}
_ALIKE = {"\u00a0": " ", "\u3000": " ", "○": "零", "〇": "零", "Ｏ": "零"}
_PLAIN = _TRADITIONAL | _WIDE | _ALIKE
_FOREIGN = re.compile(f"[{''.join(map(re.escape, _PLAIN))}]")
_PLAIN_TABLE = str.maketrans(_PLAIN)
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
_FORMAL_AMOUNT = re.compile("[壹贰叁肆伍陆柒捌玖][拾佰仟万]")


def plain(text: str) -> str:
    """`text` with the Traditional, formal and full-width characters of figures replaced; every offset stays valid."""
    # Most texts hold none of them, and a search costs a fraction of a translation.
    if _FOREIGN.search(text):
        text = text.translate(_PLAIN_TABLE)
    # 陆 and 伍 are words of their own (大陆, 队伍): numerals only where one is written with its unit.
    return text.translate(_FORMAL) if _FORMAL_AMOUNT.search(text) else text
