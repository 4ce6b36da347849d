"""What documents say besides what they give: when to apply, how long it takes, what follows from leaving."""

import re

from assistant.compare.matters import Matter
from corpus.normalize import fold

_SAID = (
    (
        "申报时间",
        r"(?:申报|申请|申领)的?(?:时间|期限|日期|时候)|(?:什么时候|何时|几月|哪个月|几号)[^，。]{0,6}(?:申报|申请|申领)|(?:申报|申请)[^，。]{0,6}(?:什么时候|何时|几月)",
        r"(?:申报|申请|受理)[^。\n]{0,30}\d{1,2}月|\d{1,2}月[^。\n]{0,40}(?:申报|申请|受理)",
    ),
    (
        "审核和拨付时限",
        r"(?:审核|拨付|兑现|到账|审批)[^，。]{0,6}(?:多久|时限|时间|几天|多少天|期限|快|慢)|(?:多久|几天|多少天|多长时间)[^，。]{0,8}(?:审核|拨付|兑现|到账|审批)",
        r"(?:工作日|日|天|月)内[^。\n]{0,16}(?:审核|拨付|兑现|审批)|(?:审核|拨付|兑现|审批)[^。\n]{0,12}(?:工作日|日内)",
    ),
    (
        "迁离的后果",
        r"迁走|迁离|迁出|搬走|撤走|搬离",
        r"[^。\n]*(?:不迁离|迁离|迁出|迁走|搬离)",
    ),
    (
        "适用对象",
        r"适用(?:对象|范围|企业|主体|于)|(?:哪些|什么样的?)企业",
        r"适用(?:本|于)|本(?:办法|政策|措施|细则|规定)所称",
    ),
    ("申报材料", r"材料", r"(?:提交|提供|报送)[^。\n]{0,12}材料"),
    ("申报条件", r"(?:申报|申请|享受|扶持)[^，。]{0,4}条件|条件", r"(?:符合|具备|满足)[^。\n]{0,8}条件"),
    ("有效期", r"有效期|施行多久|执行到|到期", r"有效期|自[^。\n]{0,20}起(?:施行|实施|执行)"),
)


def provisions(question: str) -> tuple[Matter, ...]:
    """The provisions that a question asks for, in the order of the question."""
    text = fold(question)
    found = [(match.start(), name, told) for name, asked, told in _SAID if (match := re.search(asked, text))]
    return tuple(Matter(name, (), re.compile(told)) for _, name, told in sorted(found))
