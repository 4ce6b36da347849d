"""What the chat says while it works, of what narrows a question, and of what can be asked next."""

from dataclasses import dataclass

from assistant.headway import Step
from assistant.web.text import Language


@dataclass(frozen=True, slots=True)
class ChatWords:
    """Labels in one language; `{}` fields are filled with `str.format`."""

    steps: dict[Step, str]
    """What is being done, short."""
    queued: str
    """While others are served first."""
    read: str
    checked: str
    slow: str
    parting: str
    """Where the service is stopped before the answer is there."""
    narrowed: str
    as_of: str
    as_of_label: str
    as_of_hint: str
    include_past: str
    clear: str
    further: str
    still_valid: str
    back: str
    page_picture: str
    page_picture_alt: str
    bad_question: str


CHINESE = ChatWords(
    queued="排队中，前面还有 {} 位。轮到时会自动开始，不必重新提问。",
    steps={Step.SEARCHING: "查找依据", Step.READING: "阅读原文", Step.WRITING: "撰写回答", Step.CHECKING: "核对引文"},
    read="{documents} 份文件 · {passages} 段",
    checked="{} 处",
    slow="比平时慢一些，仍在等待。可以停止后再问。",
    parting="服务正在停止，这个问题没有答完。请稍后再问。",
    narrowed="查找条件：{}",
    as_of="按 {} 判断时效",
    as_of_label="按此日判断时效",
    as_of_hint="如 2024-05-01",
    include_past="含已失效",
    clear="清除",
    further="接着问",
    still_valid="《{}》现在还有效吗？",
    back="回到回答中引用它的地方",
    page_picture="看原件这一页",
    page_picture_alt="《{}》原件的一页，引用的句子已标出",
    bad_question="",
)
ENGLISH = ChatWords(
    queued="Waiting in line: {} before you. It will begin by itself; there is no need to ask again.",
    steps={
        Step.SEARCHING: "Searching",
        Step.READING: "Reading",
        Step.WRITING: "Writing",
        Step.CHECKING: "Checking quotes",
    },
    read="{documents} documents · {passages} passages",
    checked="{}",
    slow="Slower than usual, still waiting. You may stop and ask again.",
    parting="The service is being stopped before this was answered. Please ask again in a while.",
    narrowed="Narrowed to: {}",
    as_of="validity as of {}",
    as_of_label="Validity as of",
    as_of_hint="2024-05-01",
    include_past="expired too",
    clear="Clear",
    further="Ask next",
    still_valid="《{}》现在还有效吗？",
    back="Back to where the answer cites it",
    page_picture="Show this page of the original",
    page_picture_alt="A page of the original of 《{}》 with the quoted sentence marked",
    bad_question="A question cannot be empty, nor longer than {} characters.",
)


def chat_words(language: str | None) -> ChatWords:
    """The labels in `language`; Chinese for anything but `en`."""
    return ENGLISH if language == Language.ENGLISH else CHINESE
