"""From when to when a document applies, whether it is repealed, and what it repeals, as its own sentences say."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.dates import DATE, to_date
from corpus.document import Reference, Status, Validity
from corpus.identity.enactment import Enactment
from corpus.numerals import NUMERAL
from corpus.sentences import sentences
from corpus.validity.effect import effective_in, expiry_in, noted_effect
from corpus.validity.repealing import listed_repeals, repeals_in

_SELF = re.compile(
    r"本(?:条例|办法|规定|细则|规则|决定|决议|意见|通知|措施|政策|方案|标准|实施细则|若干|文件|公告|章程|规范|制度|《|指南|规划|通告|指引|清单|目录|"
    r"议事|守则|实施|暂行|试行|规程|计划|要点|批复|导则|操作|管理)"
)
_OPENS = re.compile(r"(?:第\S{1,9}条\s?)?(?:[（(]?\S{1,3}[）)、.．]\s?)?(?:以上[\u4e00-\u9fff]{0,6}|现)?(?:自|从)")
_BARE_TERM = re.compile(r"^(?:有效期|试行期|执行期|试行)")
_LONGEST_SENTENCE = 4000
"""A decision may repeal a hundred titles in one sentence; what is longer is a file without sentence ends."""
_RELEVANT = re.compile(r"施行|实施|执行|生效|有效期|试行|废止|停止|失效|暂行|实行|作废|不再|适用|期限|止")
_STANDING = {
    "废止": Status.REPEALED,
    "失效": Status.EXPIRED,
    "有效": Status.IN_FORCE,
    "尚未": Status.NOT_YET,
}
_MARK = re.compile(r"[（(【\[〔]\s*(?:本文|本文件|全文|该文件)?已?(?:经|被|宣布)?\s*(废止|失效)\s*[）)】\]〕]")
_LABELLED = re.compile(
    r"(?:时效性?|有效性|效力(?:状态|级别)?|文件状态|时效状态|法规状态|文件有效性|状态|是否有效|有效状态)\s*[:：|]\s*(?:现行|继续|已被?|全文)?\s*(废止|失效|有效|尚未)"
)
_ALONE = re.compile(
    r"^[（(【\[]?\s*(?:现行|继续|已被?|全文已?)?\s*(废止|失效|有效|尚未)(?:生效|施行|实施)?\s*[）)】\]]?$"
)
_SAYS_REPEALED = re.compile(
    r"(?:本|该)(?:[\u4e00-\u9fff]{1,8})?(?:已(?:经|被|于)?|被|业已)[^。；]{0,80}?(?:废止|失效|停止执行|代替|替代|取代)"
)
_BY = re.compile(r"(?:被|由|根据|按照|依据|因)[^《。；]{0,20}《((?:[^《》]|《[^《》]{0,80}》){2,120})》")


@dataclass(frozen=True, slots=True)
class Applicability:
    """What a text says of its own validity, and of other documents'."""

    validity: Validity
    repeals: tuple[Reference, ...]


def read_applicability(
    text: str, header_end: int, enactment: Enactment, *, title: str = "", reports: bool = False
) -> Applicability:
    """Validity and repeals, read from the sentences of `text` that speak of the document itself.

    `header_end` is where the header (title, dates of adoption) ends: there a date of effect needs no subject.
    `enactment` is needed where the text applies from its publication or adoption. What only `reports` on documents, such
    as news or an interpretation, has no validity and repeals nothing.
    """
    if reports:
        return Applicability(Validity(), ())
    reader = _Reader(text, header_end, enactment)
    for sentence, start in _relevant_sentences(text):
        reader.read(sentence, start)
    validity = _with_standing(reader.validity, title, text, header_end)
    repeals = [*reader.repeals, *listed_repeals(text)]
    named = {it.title: it for it in reversed(repeals)}  # the first evidence counts
    return Applicability(validity, tuple(named[name] for name in dict.fromkeys(it.title for it in repeals)))


class _Reader:
    """Validity and repeals as they come together, sentence by sentence."""

    def __init__(self, text: str, header_end: int, enactment: Enactment) -> None:
        self.validity = Validity()
        self.repeals: list[Reference] = []
        self._text, self._header_end, self._enactment = text, header_end, enactment
        self._behind_effect = -1
        """Where the sentence ends that says the day of effect: a bare 有效期三年。 right behind it is the document's."""

    def read(self, sentence: str, start: int) -> None:
        """Take in one sentence that begins at `start`."""
        in_header = start < self._header_end
        follows = self._behind_effect >= 0 and start - self._behind_effect <= 1 and _BARE_TERM.match(sentence)
        if in_header or follows or speaks_of_itself(sentence):
            self._read_effect(sentence, start, in_header=in_header)
            self._read_expiry(sentence)
        self.repeals += repeals_in(sentence)

    def _read_effect(self, sentence: str, start: int, *, in_header: bool) -> None:
        if self.validity.effective_on is not None:
            return
        day, says = effective_in(sentence, self._enactment)
        if day is None and in_header:
            day = noted_effect(sentence)
        if day is None and not says:
            return
        by = self._enactment.published_by if day is None else None
        self.validity = replace(self.validity, effective_on=day, effective_by=by, evidence=sentence)
        self._behind_effect = start + len(sentence)

    def _read_expiry(self, sentence: str) -> None:
        if self.validity.expires_on is not None:
            return
        expires, says = expiry_in(sentence, self.validity.effective_on)
        effective = self.validity.effective_on
        if not says or (expires is not None and effective is not None and expires < effective):
            return
        evidence = _joined(self._text, self.validity.evidence, sentence)
        self.validity = replace(self.validity, expires_on=expires, evidence=evidence)


def _relevant_sentences(text: str) -> Iterator[tuple[str, int]]:
    """Lines with a telling word, cut into sentences: most lines of a text have none."""
    offset = 0
    for line in text.split("\n"):
        if _RELEVANT.search(line):
            for start, end in sentences(line):
                if _RELEVANT.search(line, start, end):
                    yield line[start : min(end, start + _LONGEST_SENTENCE)], offset + start
        offset += len(line) + 1


def speaks_of_itself(sentence: str) -> bool:
    """Whether a date in `sentence` is this document's, and not one clause's, licence's or other document's."""
    if re.search(r"本[^第，。；]{1,12}(?:自|从)", sentence):
        return True
    bare = re.sub(r"^第\S{1,9}条(?:之\S)?\s", "", sentence)
    if re.search(rf"第[{NUMERAL}\d]+[条款章项].{{0,40}}(?:自|从)", bare):
        return False
    return bool(_SELF.search(sentence) or _OPENS.match(sentence))


def _joined(text: str, effect: str | None, expiry: str) -> str:
    """Evidence of both dates: the stretch with both sentences if they are neighbours, else the one on expiry."""
    start, end = text.find(effect or expiry), text.find(expiry)
    neighbours = effect is not None and 0 <= start < end <= start + len(effect) + 3
    return text[start : end + len(expiry)] if neighbours else expiry


def _with_standing(validity: Validity, title: str, text: str, header_end: int) -> Validity:
    """`validity` with what the title and the header say outright: 已废止, 时效性：现行有效."""
    if mark := _MARK.search(title):
        validity = replace(validity, stated=_STANDING[mark[1]], repeal_evidence=title)
    for line in _header_lines(text, header_end):
        stated = _MARK.search(line) or _LABELLED.search(line) or _ALONE.match(line.strip())
        if stated is not None and validity.stated is None:
            status = _STANDING[stated[1]]
            validity = replace(validity, stated=status)
            validity = replace(validity, repeal_evidence=line) if status.is_past else _proved(validity, line)
    return _told_repealed(validity, text)


def _proved(validity: Validity, line: str) -> Validity:
    return validity if validity.evidence else replace(validity, evidence=line)


def _header_lines(text: str, header_end: int) -> Sequence[str]:
    return [line.strip() for line in text[:header_end].split("\n") if len(line) <= 120]


def _told_repealed(validity: Validity, text: str) -> Validity:
    """`validity` with the day and the document by which a note says that this text is repealed."""
    for line in [*text[:3000].split("\n")[:25], *text[-1500:].split("\n")[-6:]]:
        match = _SAYS_REPEALED.search(line)
        if match is None or len(line) > 300 or re.search(r"已(?:经|被)?废止的|失效的|是否|同时废止", line):
            continue
        by, day = _BY.search(match[0]), re.search(DATE, match[0])
        return replace(
            validity,
            stated=Status.REPEALED,
            repealed_by=by[1] if by else validity.repealed_by,
            repealed_on=to_date(day[0]) if day else validity.repealed_on,
            repeal_evidence=line.strip(),
        )
    return validity
