"""Text on pictures, recognised by rapidocr with the models that its wheel carries."""

import importlib.util
import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from corpus.document import Repair
from corpus.readers.layout import Line, in_reading_order

if TYPE_CHECKING:
    import numpy as np

INSTALL = "pip install 'wence[ocr]'"
_LEAST_SCORE = 0.5
"""Confidence below which a line is a stamp, a logo or a stain."""
_DOUBTFUL = 0.8
"""Confidence below which one character in ten is wrong."""
_LEAST_LEGIBLE = 0.4
"""Characters for the length of their lines: about 1 on a page that stands upright, 0.1 on one upside down."""
_MOST_THREADS = 4
"""More do not help with lines of this size."""
_LONGEST_SIDE = 2000
"""Pixels to which a page is reduced: 12 point text on A4 is then 28 pixels high, more than the model needs."""

_DETECTED_SIDE = 1440
"""Pixels at which lines are looked for; at 2,000 it takes twice as long and finds the same."""


@dataclass(frozen=True, slots=True)
class Page:
    """A recognised page: its lines in reading order, and how sure they are."""

    lines: tuple[str, ...]
    doubtful: int
    """Lines that are kept although one in some of their characters may be wrong."""
    dropped: int
    """Lines left out because nothing could be made of them."""


def is_installed() -> bool:
    """Whether the extra `wence[ocr]` is there."""
    return importlib.util.find_spec("rapidocr") is not None


def recognise(image: "np.ndarray") -> Page:
    """The text of one page; `image` is height × width × 3 bytes, RGB. Tries the page the other ways up where need be."""
    import numpy as np

    found = _lines(image)
    if found and median(_tallness(line) for line in found) > 1:
        found = max((_lines(np.rot90(image, turn)) for turn in (1, 3)), key=_legibility)
    elif found and _legibility(found) < _LEAST_LEGIBLE:
        found = max((found, _lines(np.rot90(image, 2))), key=_legibility)
    sure = [line for line in found if line.score >= _LEAST_SCORE]
    doubtful = sum(line.score < _DOUBTFUL for line in sure)
    return Page(tuple(in_reading_order(sure)), doubtful, len(found) - len(sure))


def reported(pages: dict[int, Page]) -> tuple[Repair, ...]:
    """What recognition did to a file, by 1-based page."""
    doubtful = {number: page.doubtful for number, page in pages.items() if page.doubtful}
    dropped = {number: page.dropped for number, page in pages.items() if page.dropped}
    repairs = [Repair("ocr", len(pages), f"第 {listed(pages)} 页由文字识别得到")]
    if doubtful:
        lines = sum(doubtful.values())
        repairs.append(Repair("uncertain", lines, f"第 {listed(doubtful)} 页有 {lines} 行识别把握较低，请对照原件"))
    if dropped:
        lines = sum(dropped.values())
        repairs.append(Repair("illegible", lines, f"第 {listed(dropped)} 页有 {lines} 处无法辨认，未收录"))
    return tuple(repairs)


def listed(pages: Iterable[int]) -> str:
    """Page numbers as a person lists them; runs are drawn together: 2、5-9."""
    runs: list[list[int]] = []
    for page in sorted(pages):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    shown = [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]
    return "、".join(shown[:20]) + (" 等" if len(shown) > 20 else "")


def _legibility(lines: list[Line]) -> float:
    """Characters, weighed by confidence, for each that would find room in the boxes."""
    room = sum(max(_tallness(it), 1 / _tallness(it)) for it in lines)
    return sum(it.score * len(it.text) for it in lines) / max(1.0, room)


def _tallness(line: Line) -> float:
    return max(1.0, line.height) / max(1.0, line.right - line.left)


def _lines(image: "np.ndarray") -> list[Line]:
    """Each line that the model sees, its box set straight by the slope of the page."""
    import numpy as np

    result = _engine()(np.ascontiguousarray(image[:, :, ::-1]))
    if result.boxes is None or not len(result):
        return []
    slope = _slope(result.boxes)
    return [
        _straight(box, slope, text, float(score))
        for box, text, score in zip(result.boxes, result.txts, result.scores, strict=True)
    ]


def _slope(boxes: Any) -> float:
    """Rise over run of the lines of a page: of the wide boxes, which tell it best."""
    wide = [(box[1][1] - box[0][1]) / (box[1][0] - box[0][0]) for box in boxes if box[1][0] - box[0][0] > 100]
    return median(wide) if wide else 0.0


def _straight(box: Any, slope: float, text: str, score: float) -> Line:
    xs = [float(point[0]) for point in box]
    ys = [float(point[1]) - slope * float(point[0]) for point in box]
    return Line(text.strip(), min(xs), (ys[0] + ys[1]) / 2, max(xs), (ys[2] + ys[3]) / 2, score)


@cache
def _engine() -> Any:
    """The recogniser: quiet, on the files of its own wheel, so that it looks for nothing on the network."""
    import rapidocr

    models = Path(rapidocr.__file__).parent / "models"
    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.text_score": 0.0,  # what is unsure is reported here, not left out there
            "Global.use_cls": False,  # turns lines but not their order: `recognise` turns the page
            "Global.max_side_len": _LONGEST_SIDE,
            "Det.limit_type": "max",  # by default small pictures are blown up to take minutes
            "Det.limit_side_len": _DETECTED_SIDE,
            "Rec.rec_batch_num": 1,  # in batches lines are padded to the longest: half as fast again, and less exact
            "Det.model_path": str(models / "PP-OCRv6_det_small.onnx"),
            "Rec.model_path": str(models / "PP-OCRv6_rec_small.onnx"),
            "EngineConfig.onnxruntime.intra_op_num_threads": min(_MOST_THREADS, os.cpu_count() or 1),
        }
    )
