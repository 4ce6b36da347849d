"""What is no question to the documents: greetings, thanks, and tasks of another trade."""

import re

_SOFT = r"[呀啊吗了哦呢的哈吧！!。.？?～~，,\s]*+"
"""Nothing of it is given back (`*+`, here and below): 哦 and the 的 of 好的 are words, too, and every way would be tried."""
_THANKS = re.compile(
    rf"(?:(?:好的?|行|嗯|哦|ok|可以|明白|知道|清楚|了解|收到|懂){_SOFT})*+(?:(?:非常|十分|太)?(?:谢谢|多谢|感谢|谢啦|辛苦)(?:你|您|大家)?(?:的?(?:帮助|帮忙|解答|回答))?{_SOFT})*+(?:再见|拜拜|bye)?{_SOFT}",
    re.IGNORECASE,
)
_GREETING = re.compile(
    rf"(?:(?:你|您)们?好|早上好|上午好|中午好|下午好|晚上好|hi|hello|嗨|哈喽|在|有人在?|在不在){_SOFT}", re.IGNORECASE
)
_WHO = re.compile(
    rf"(?:(?:你|您)好{_SOFT})?(?:你|您)(?:们|这里|这边)?(?:是|叫)(?:谁|什么(?:名字)?|哪位|干什么的|做什么的|机器人|真人){_SOFT}"
    rf"|(?:你|您)?(?:们)?(?:能|会|可以)(?:帮我?)?(?:做|干|回答|查|问)?(?:些)?什么(?:问题|事情?)?{_SOFT}|(?:这个)?怎么(?:用|使用){_SOFT}"
)
_OTHER_TRADE = re.compile(
    r"(?:你?能|可以|请|麻烦)?(?:帮我?|给我?|替我?)?(?:(?:写|创作|生成|画)(?:一?[首篇段个幅张])?.{0,16}(?:诗|歌词?|小说|故事|作文|笑话|代码|脚本|论文|画|图片)"
    r"|(?:讲|说)(?:一?个)?(?:笑话|故事)|翻译(?:成|一下|这).*|算(?:一?卦|命).*)[吧吗呀？?。！!]*"
)

GREETED = (
    "您好，我是问策，可以根据已收录的政策文件回答招商、园区、优惠政策和产业疏解方面的问题，并给出原文出处。"
    "请直接输入问题，例如“东湖园区的租金补贴是多少？”"
)
THANKED = "不客气。还有招商、园区或者优惠政策方面的问题，请直接问。"


TOO_GENERAL = (
    "“{}”涉及的规定很多，请说明想了解哪个园区的哪一项、想知道什么，例如“东湖高新区的租金补贴是多少？”"
    "“申请专精特新要什么条件？”"
)


def is_small_talk(message: str) -> bool:
    """Whether a message is a greeting, thanks or the like, and nothing else."""
    return re.search(r"\w", message) is not None and any(
        it.fullmatch(message.strip()) for it in (_THANKS, _GREETING, _WHO)
    )


def reply(message: str) -> str:
    """What is said to small talk."""
    return THANKED if _THANKS.fullmatch(message.strip()) else GREETED


def is_of_another_trade(message: str) -> bool:
    """Whether a message wants something done that is no look-up of a policy: a poem, a program, a fortune."""
    return bool(_OTHER_TRADE.fullmatch(message.strip()))
