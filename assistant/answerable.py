"""How far the evidence answers a question, rather than merely being the nearest text.

Words alone decide nothing: a document about the right park shares most of a question that it does not answer. So what
is measured is how much of the question is expressed where, what of it is not, and whether the sort of thing that is
asked for is there. The likeness of vectors is left out: the built-in encoder has learnt from the reading questions that
this is fitted on, and would seem to tell more than it does.
"""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.evidence import Sentence
from assistant.lexicon import Lexicon, Shares
from assistant.library import Library
from assistant.question import Question
from assistant.refuse import STRICT, support
from corpus.normalize import fold
from index.synonyms import synonyms

Measures = NDArray[np.float64]

ENOUGH = -0.2
"""Support under which nothing is answered without a model."""
SHOWN = -3.0
"""Support under which passages are not even shown to a model, which reads better than words match and may refuse."""
NOTHING = -20.0
"""The support of a question that has no word to look for, or for which nothing was found."""
_BEFORE = 60
"""Characters before a sentence that still say what it is about."""
_CARRIED = 0.9
"""What they say counts a little less than what the sentence says itself."""
_SHORT = 800
"""Characters up to which a document is all about one thing."""
_SAID = 0.8
"""A word that the heading expresses so far is no news in the sentences under it."""

_ASKING = re.compile(
    r"多少|几(?!乎)|什么|哪|谁|何时|何人|多久|多长|多大|多高|如何|怎么|怎样|为什么|为何|吗|能不能|是否|是不是"
)
_MONEY = re.compile(
    r"(?:费|租金|价|价格|钱|金额|额度|投资|收入|产值|利润|营收|工资|薪酬|资金|补贴|补助|奖励|奖金|贴息|资助|返还|税|规模|标准)"
    r"(?:标准)?(?:是|有|为|能|可以|最高|最多|一年|每年|大概)*(?:多少|几)|多少[万亿]*元|多少钱|(?:怎么|如何)收费"
)
_SHOWS_MONEY = re.compile(
    r"[\d一二三四五六七八九十百千万亿两几.,]+\s*(?:多|余)?(?:万|亿)?(?:美|欧|日)?元|免收|免费|全额|[%％‰]|百分之|万分之|：\d"
)
_COUNT = re.compile(
    r"(?:多少|(?<![第哪])几)([个家次座类种批张件位套本台辆篇份只亩月日层栋吨]|项(?!目)|名(?![称字额])|人(?![口员才])|条(?![件款])|"
    r"年(?![级龄])|天(?!然)|门(?!店)|度(?!假)|平方米|公里|工作日|平米|小时)"
)
_WHICH_FIRM = re.compile(r"哪[一几]?[家个]?(?:公司|企业|单位|机构|集团|银行|科室|部门)")
_FIRM = re.compile(r"公司|集团|银行|[局院委]|厂(?!房)|科(?![技研学创])|处(?![理置罚于])|部(?![分署门])|中心|协会")
_BENEFIT = re.compile(r"补贴|补助|奖励|资助|贴息|津贴|费(?![率额])|租金")
_NUMBER = re.compile(
    r"第[一二三四五六七八九十\d]+(?:季度|期|批|届|次|年)?|[一二三四五六七八九]期|上半年|下半年|(?:19|20)\d\d|\d+(?:\.\d+)?"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_PARTS = tuple(
    re.compile(pattern) for pattern in (r"第[一二三四五六七八九十\d]+(?=季度|期|批|届|次|轮)", r"[上下]半年")
)
_PHASE = re.compile(r"[一二三四五六七八九](?=期)")
"""What a text has one of where another was asked for: 2017年 is not 2018年, the first quarter not the second, nor 二期 三期."""


def support_of(question: Question, best: Sentence | None, library: Library) -> float:
    """How likely it is that the evidence around `best` answers, as log-odds among questions of all sorts."""
    if best is None or not question.words:
        return NOTHING
    document = library.assistant.text_of(best.hit.chunk.card)
    found = measure(question, best, document, library.assistant.lexicon)
    return float(found @ WEIGHTS + BIAS)


def measure(question: Question, best: Sentence, document: str, lexicon: Lexicon) -> Measures:
    """The measures of one question and its best sentence, in the order of `NAMES`; `document` is the text it is from."""
    chunk, words, asked = best.hit.chunk, question.words, fold(question.standalone)
    weights = lexicon.weights(words)
    weights = weights / (float(weights.sum()) or 1.0)
    heading, said = f"{chunk.heading} {chunk.card.region or ''}", fold(best.text)
    passage = fold(f"{heading} {chunk.text}")
    of_heading = lexicon.matches(words, heading)
    in_sentence = lexicon.matches(words, best.text)
    before = _CARRIED * lexicon.matches(words, chunk.text[max(0, best.offset - _BEFORE) : best.offset])
    in_passage = np.maximum(of_heading, lexicon.matches(words, chunk.text))
    told = np.array([_plain(word, fold(heading)) for word in words]) > _SAID
    heaviest = np.argsort(-weights)
    values = {
        "passage": in_passage @ weights,
        "words of the sentence": support(best) - STRICT,
        "context": np.maximum(np.maximum(of_heading, in_sentence), before) @ weights,
        "news": _share(in_sentence, weights, ~told),
        "heading": weights[told].sum(),
        "heaviest": in_passage[heaviest[0]],
        "three heaviest": in_passage[heaviest[:3]].min(),
        "asked": in_passage[_asked(asked, words)],
        "pairs": _pairs(asked, passage),
        "pairs of sentence": _pairs(asked, said),
        "pairs of document": _pairs(asked, fold(document)),
        "bm25": (best.hit.reason.lexical_score or 0.0) / float(lexicon.weights(words).sum()),
        "words": min(len(words), 12) / 10,
        "brevity": 1 / (1 + len(best.text) / 60),
        "sectioned": float(bool(chunk.path)),
        "another benefit": _another_benefit(asked, words, in_passage),
        "short": float(not chunk.path and len(document) <= _SHORT),
        "deputy": float(any(_only_deputy(word, asked, said) for word in words)),
        **_sorts(asked, said, passage),
    }
    return np.array([values[name] for name in NAMES])


def _sorts(asked: str, said: str, passage: str) -> dict[str, float]:
    """Whether the sort of thing that is asked for is there: money, a count, the same number or year."""
    money, counted = bool(_MONEY.search(asked)), _COUNT.search(asked)
    shows_money, shows_count = bool(_SHOWS_MONEY.search(said)), counted is not None and _counts(counted[1], said)
    return {
        "money": float(money),
        "money there": float(money and shows_money),
        "money missing": float(money and not shows_money),
        "count there": float(shows_count),
        "count missing": float(counted is not None and not shows_count),
        "firm missing": float(bool(_WHICH_FIRM.search(asked)) and not _FIRM.search(said)),
        "numbers missing": float(sum(number not in passage for number in _NUMBER.findall(asked))),
        "another year": float(_another(_YEAR, asked, passage)),
        "another part": float(any(_another(one, asked, passage) for one in _PARTS) or _another(_PHASE, asked, said)),
    }


def _counts(unit: str, text: str) -> bool:
    unit = "[天日]" if unit in "天日" else unit
    return bool(re.search(rf"[\d〇零一二三四五六七八九十百千万亿两]\s*[多余万亿]*个?(?:工作)?{unit}", text))


def _another(one: re.Pattern[str], asked: str, passage: str) -> bool:
    wanted, there = set(one.findall(asked)), set(one.findall(passage))
    return bool(wanted and there) and not wanted & there


def _plain(word: str, text: str) -> float:
    """1 where the text has the word, a little less where it has a synonym; likeness does not count."""
    return 1.0 if word in text else 0.9 * any(other in text for other in synonyms(word))


def _another_benefit(asked: str, words: Sequence[str], in_passage: Shares) -> float:
    """How far the passage lacks the word before what is granted or charged, 0 to 1: 物流补贴 is not 租金补贴."""
    openings = [asked[: match.start()] for match in _BENEFIT.finditer(asked)]
    kinds = [at for at, word in enumerate(words) if len(word) > 1 and any(before.endswith(word) for before in openings)]
    return float(max((1 - in_passage[at] for at in kinds), default=0.0))


def _only_deputy(word: str, asked: str, said: str) -> bool:
    """Whether the sentence has only the deputy of what is asked for: 副主任 is not 主任."""
    return word in said and "副" not in asked and not re.search(f"(?<!副){re.escape(word)}", said)


def _asked(asked: str, words: Sequence[str]) -> int:
    """The last word but one before the question is put: of 青岚园区的物流补贴是多少 物流, which tells this from others."""
    match = _ASKING.search(asked)
    upto = asked[: match.start()] if match else asked
    places = sorted(((upto.rfind(word) + len(word), at) for at, word in enumerate(words) if word in upto), reverse=True)
    return places[min(1, len(places) - 1)][1] if places else int(np.argmax([len(word) for word in words]))


def _pairs(question: str, text: str) -> float:
    pairs = {question[at : at + 2] for at in range(len(question) - 1)}
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0


def _share(matched: Shares, weights: NDArray[np.float64], of: NDArray[np.bool_]) -> float:
    return float(matched[of] @ weights[of] / weights[of].sum()) if of.any() and weights[of].sum() else 1.0


NAMES = (
    "passage", "context", "words of the sentence", "news", "heading", "heaviest", "three heaviest", "asked", "pairs", "pairs of sentence",
    "pairs of document", "bm25", "words", "brevity", "sectioned", "short", "deputy", "another benefit", "money", "money there",
    "money missing", "count there", "count missing", "firm missing", "numbers missing", "another year", "another part",
)  # fmt: skip
BY_HAND = {"words of the sentence": 0.3, "short": 0.5, "deputy": -5.5, "firm missing": -3.5, "another part": -6.0}
"""The measures by which sentences are ranked go in by a little. A short text without parts has no neighbours that look like
an answer and are none. The rest the examples hardly show, so it is not fitted either."""
_FITTED = {
    "passage": 2.572, "context": 3.34, "news": 0.168, "heading": -0.778, "heaviest": 0.929, "three heaviest": 0.51,
    "asked": 0.708, "pairs": 0.435, "pairs of sentence": 2.803, "pairs of document": 2.092, "bm25": 0.727, "words": 2.496,
    "brevity": 1.259, "sectioned": -0.604, "another benefit": -5.697, "money": -0.19, "money there": 0.589,
    "money missing": -1.244, "count there": 1.702, "count missing": -3.812, "numbers missing": -1.323,
    "another year": -2.061,
}  # fmt: skip
WEIGHTS = np.array([(_FITTED | BY_HAND)[name] for name in NAMES])
BIAS = -9.481
"""Fitted by `evals.refusal_fit`, which says when."""
