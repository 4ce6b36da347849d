"""Characters for radicals: ⻋ looks like 车, and a search for 车 does not find it.

Some programs write into a PDF, for a glyph that a font uses for both, the code of the radical and not of the character.
"""

import unicodedata

from corpus.document import Repair

# CJK Radicals Supplement; for most of them Unicode gives no equivalent. Pairs of radical and character.
_SUPPLEMENT = (
    "⺀冫⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇几⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑尣⺒巳⺓幺⺔彑⺕彐⺖忄⺗㣺⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬"
    "⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺱罒⺲罒⺳罒⺴罓⺵罓⺶羊⺷羊⺸羊⺹耂⺺肀⺻聿⺼月⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角"
    "⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞飠⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾"
    "⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
_KANGXI = range(0x2F00, 0x2FD6)
_CHARACTERS = {
    **{ord(_SUPPLEMENT[at]): _SUPPLEMENT[at + 1] for at in range(0, len(_SUPPLEMENT), 2)},
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in _KANGXI},
}


def without_radicals(text: str) -> tuple[str, tuple[Repair, ...]]:
    """Text with each radical as the character that it stands for, and a report if there were any."""
    count = sum(ord(character) in _CHARACTERS for character in text if "\u2e80" <= character < "\u2fe0")
    if not count:
        return text, ()
    note = f"把 {count} 个部首码位的字（如 ⻋、⼯）改回通常的汉字"
    return text.translate(_CHARACTERS), (Repair("radicals", count, note),)
