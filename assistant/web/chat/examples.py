"""Six questions to start with, taken from what the corpus holds."""

from collections.abc import Sequence

from corpus.document import Card

WANTED = 6

_OF_THE_SAMPLES = (
    ("东湖高新技术产业开发区产业扶持办法", "东湖、青岚、临港三个园区的租金补贴有什么区别？"),
    ("专精特新企业认定和奖励办法", "认定专精特新企业要符合哪些条件？"),
    ("招商引资优惠政策若干措施", "引进的博士安家补贴给多少？"),
    ("工业企业稳岗扩岗补贴办法", "稳岗扩岗补贴办法现在还有效吗？"),
    ("青岚产业园区招商扶持政策", "青岚园区的租金补贴怎么给？"),
    ("海口高新区精准招商", "海口高新区一次签约了多少个项目、多少金额？"),
)
"""Title of a document of the sample corpus, and a question that it answers."""

_OF_ANY = ("《{}》现在还有效吗？", "《{}》适用于哪些企业？", "《{}》有哪些支持措施？")
"""For documents that we know nothing of but the title."""


def questions(cards: Sequence[Card]) -> tuple[str, ...]:
    """At most six questions: written ones where their documents are held, then ones made from the newest titles."""
    written = [question for title, question in _OF_THE_SAMPLES if any(title in card.title for card in cards)]
    titled = sorted((card for card in cards if card.title), key=lambda card: str(card.dated_on or ""), reverse=True)
    made = [
        _OF_ANY[number % len(_OF_ANY)].format(title)
        for number, title in enumerate(dict.fromkeys(card.title.strip("《》") for card in titled))
    ]
    return tuple((written if len(written) == WANTED else written + made)[:WANTED])
