"""What the document pages say besides the words that all pages share, in Chinese and in English."""

from dataclasses import dataclass

from assistant.web.text import Language, Words


@dataclass(frozen=True, slots=True)
class PageWords:
    """Labels of the pages about one document; `{}` fields are filled with `str.format`."""

    no_such_page: str
    undrawn: str
    busy: str


CHINESE = PageWords(
    no_such_page="这份文件没有这一页的图片：只有 PDF 原件才按页显示，页码从 1 开始。",
    undrawn="这一页无法显示为图片，文件可能已损坏；请打开原件查看。",
    busy="正在绘制其他页面，请稍后再试。",
)
ENGLISH = PageWords(
    no_such_page="There is no picture of this page: only PDF files are shown by page, counted from 1.",
    undrawn="This page cannot be shown as a picture; the file may be damaged. Please open the original file.",
    busy="Other pages are being drawn; please try again in a moment.",
)


def page_words(words: Words) -> PageWords:
    """The labels in the language of `words`."""
    return ENGLISH if words.language is Language.ENGLISH else CHINESE
