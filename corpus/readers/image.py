"""Pictures of pages (photographs and scans), through Pillow."""

import io
import warnings
from typing import TYPE_CHECKING

from corpus.errors import UnreadableFile
from corpus.readers.limits import MOST_PIXELS, MOST_SCANNED_PAGES
from corpus.readers.reading import Reading
from corpus.readers.running import without_running_lines
from corpus.readers.scan import INSTALL, Page, is_installed, recognise, reported

if TYPE_CHECKING:
    import numpy as np
    from PIL.Image import Image

_LONGEST_SIDE = 4000
"""Pixels; beyond this a photograph has no more text, only more to carry."""


def read_image(data: bytes) -> Reading:
    """The text on a picture; each frame of a TIFF is a page.

    Raises UnreadableFile when the picture is damaged or too large, holds no text, or the extra is not installed.
    """
    if not is_installed():
        raise UnreadableFile(f"这是图片，需要文字识别才能读取；请先安装：{INSTALL}。")
    pages = {number: recognise(frame) for number, frame in enumerate(_frames(data), 1)}
    if not any(page.lines for page in pages.values()):
        raise UnreadableFile("这张图片上没有识别出文字；请提供更清晰的图片，或文字版。")
    lines = without_running_lines([list(page.lines) for page in pages.values()])
    text = "\n\f".join("\n".join(map(str, page)) for page in lines)
    return Reading(text, wrapped=True, repairs=reported(_with_text(pages)))


def _with_text(pages: dict[int, Page]) -> dict[int, Page]:
    return {number: page for number, page in pages.items() if page.lines or page.dropped}


def _frames(data: bytes) -> list["np.ndarray"]:
    """Each frame, upright by its camera's note, as RGB."""
    from PIL import Image, ImageSequence, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd tags and of large sizes, which are checked here
            image = Image.open(io.BytesIO(data))
            count = getattr(image, "n_frames", 1)
            if count > MOST_SCANNED_PAGES:
                raise UnreadableFile(f"图片共 {count} 页，超过 {MOST_SCANNED_PAGES} 页；请拆分后分别收录。")
            return [_pixels(frame) for frame in ImageSequence.Iterator(image)]
    except UnreadableFile:
        raise
    except Image.DecompressionBombError:
        raise UnreadableFile(
            f"图片的像素超过 {MOST_PIXELS // 1_000_000:,} 百万，可能是用来耗尽内存的文件；请缩小后重新收录。"
        ) from None
    except UnidentifiedImageError:
        raise UnreadableFile("图片已损坏，认不出是什么格式；请重新下载，或另存为 PNG。") from None
    except Exception as error:  # Pillow's plugins let errors of every kind through on damaged files
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        raise UnreadableFile(f"图片已损坏，无法打开（{reason}）；请重新下载，或另存为 PNG。") from error


def _pixels(frame: "Image") -> "np.ndarray":
    import numpy as np
    from PIL import Image, ImageOps

    if frame.width * frame.height > MOST_PIXELS:
        raise UnreadableFile(
            f"图片有 {frame.width}×{frame.height} 像素，超过 {MOST_PIXELS // 1_000_000:,} 百万像素；请缩小后重新收录。"
        )
    upright = ImageOps.exif_transpose(frame)
    if upright.has_transparency_data:  # transparent is white on paper
        paper = Image.new("RGBA", upright.size, "white")
        paper.alpha_composite(upright.convert("RGBA"))
        upright = paper
    if upright.mode.startswith("I;16"):
        upright = upright.point(lambda it: it / 256).convert("L")
    plain = upright.convert("RGB")
    plain.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    return np.asarray(plain)
