"""Pages drawn as pictures, and PDFs of them, made in the test."""

import io
from collections.abc import Sequence
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFont

_FONTS = ("NotoSansCJK-Regular.ttc", "NotoSerifCJK-Regular.ttc", "wqy-zenhei.ttc", "uming.ttc", "msyh.ttc")


def font(size: int) -> ImageFont.FreeTypeFont:
    """A font of the system that has Chinese; skips the test where there is none."""
    for name in _FONTS:
        try:
            return ImageFont.truetype(name, size, index=2 if "CJK" in name else 0)
        except OSError:
            continue
    pytest.skip("no Chinese font is installed (apt-get install fonts-noto-cjk)")


def drawn(lines: Sequence[str], *, size: int = 32, width: int = 900, turn: float = 0) -> Image.Image:
    """Lines in black on white, 1.8 times as far apart as they are high; `turn` in degrees."""
    page = Image.new("L", (width, int(size * (2 + 1.8 * len(lines)))), 255)
    pen = ImageDraw.Draw(page)
    for row, line in enumerate(lines):
        for column, cell in enumerate(line.split("\t")):
            pen.text((size + column * 280, int(size * (1 + 1.8 * row))), cell, font=font(size), fill=0)
    return page.rotate(turn, expand=turn % 90 == 0, fillcolor=255)


def encoded(image: Image.Image, form: str = "PNG", **options: Any) -> bytes:
    """The picture as a file."""
    stream = io.BytesIO()
    image.save(stream, form, **options)
    return stream.getvalue()


def scanned(*pages: Image.Image) -> bytes:
    """A PDF of which each page is a picture."""
    return encoded(pages[0], "PDF", resolution=100, save_all=True, append_images=list(pages[1:]))


def joined(*files: bytes) -> bytes:
    """One PDF of the pages of several."""
    import pypdf

    writer = pypdf.PdfWriter()
    for data in files:
        writer.append(io.BytesIO(data))
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()
