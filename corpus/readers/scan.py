"""Pictures of text."""

from corpus.errors import UnreadableFile
from corpus.readers.reading import Reading


def read_image(data: bytes) -> Reading:
    """The text on a picture. Raises UnreadableFile: nothing recognises it yet."""
    raise UnreadableFile("这是图片，里面的文字需要先做文字识别（OCR）；请提供文字版。")
