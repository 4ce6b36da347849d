"""From when to when a document applies, and what it repeals, as its own sentences say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from corpus.dates import DATE, to_date
from corpus.document import Reference, Validity
from corpus.numerals import NUMERAL, to_int
from corpus.sentences import sentences

_NUM = f"[{NUMERAL}\\d]{{1,4}}"
_TAKES_EFFECT = "(?:正式|开始|公布|试)?(?:施行|实施|执行|生效|试行|起效)"
_FROM_DAY = re.compile(rf"(?:自|从|于)\s?({DATE})\s?(?:零时)?\s?(?:起|开始|始)?，?{_TAKES_EFFECT}")
_FROM_PUBLICATION = re.compile(
    rf"(?:自|从)?(?:公布|发布|印发|颁布|下发|通过|签发|批准公布)之?日起?(?:满)?(?:第?({_NUM})个?(工作)?(日|天|个月|月)之?后?)?起?{_TAKES_EFFECT}"
)
_NOTED = re.compile(rf"({DATE})\s?起?(?:施行|实施|执行|生效)$")
_TERM = re.compile(rf"(?:有效期|试行期|执行期|有效期限|试行期限|执行期限|试行|暂行)限?[为是：:]?({_NUM})(年|个月)(半)?")
_UNTIL = re.compile(
    rf"(?:有效期|有效|施行|实施|执行|试行|期限)(?:限|期)?[为是：:]?(?:自?{DATE}起?)?，?(?:截止|截至)?(?:至|到|于|止于)\s?({DATE})"
)
_PERIOD = re.compile(rf"(?:期限?|有效期|执行)[为是：:]?自?({DATE})起?(?:至|到)\s?({DATE})")
_SELF = re.compile(
    r"本(?:条例|办法|规定|细则|规则|决定|决议|意见|通知|措施|政策|方案|标准|实施细则|若干|文件|公告|章程|规范|制度|《|指南|规划|通告|指引|清单|目录|议事)"
)
_TITLE = re.compile(r"[《〈]((?:[^《》]|《[^《》]{0,80}》){2,120})》(?:[\s]?[（(]([^（）()]{2,60})[)）])?")
_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,12}[〔\[［(（【﹝]?\s?\d{4}\s?[〕\]］)）】﹞]?\s?第?\d{1,5}\s?号|[\u4e00-\u9fff]{2,20}令第?\s?\d+号"
)
_REPEAL = re.compile(r"废止|停止执行|停止施行|不再执行|失效")
_BETWEEN = re.compile(
    rf"(?:[\s，,、。）)]|[（(][^（）()]{{0,40}}[)）]|等[^，。；]{{0,16}}(?:文件|规定|法规|规章|办法|条例)?|[自从](?:{DATE}|[^，。；自从]{{0,16}}之日)起?|"
    "同时|即行|一并|相应|自行|予以|现予|宣布|立即|决定|自动|随之|全部|一律|即|均|也|亦|起)*"
)
_NOT_A_REPEAL = re.compile(
    r"修改|修订或者|清理|是否|建议|应当及时|备案|撤销|可以|不得|或者废止|[改订定理][、和及]废止|废止、|废止和|和废止|废止或|与废止|废止的(?!《)|解释"
)
_LONGEST_SENTENCE = 4000
"""A decision may repeal a hundred titles in one sentence; what is longer is a file without sentence ends."""
_RELEVANT = re.compile(r"施行|实施|执行|生效|有效期|试行|废止|停止|失效|暂行")


@dataclass(frozen=True, slots=True)
class Applicability:
    """What a text says of its own validity, and of other documents'."""

    validity: Validity
    repeals: tuple[Reference, ...]


def read_applicability(text: str, header_end: int, published_on: date | None) -> Applicability:
    """Validity and repeals, read from the sentences of `text` that speak of the document itself.

    `header_end` is where the header (title, dates of adoption) ends: there a date of effect needs no subject.
    `published_on` is needed where the text applies from its publication.
    """
    validity = Validity()
    repeals: list[Reference] = []
    for sentence, start in _relevant_sentences(text):
        own = _speaks_of_itself(sentence) or start < header_end
        if own and validity.effective_on is None:
            effective = _effective(sentence, published_on)
            if effective is None and start < header_end and (noted := _NOTED.match(sentence)):
                effective = to_date(noted[1])
            if effective is not None:
                validity = replace(validity, effective_on=effective, evidence=sentence)
        if own and validity.expires_on is None:
            expires = _expires(sentence, validity.effective_on)
            if expires is not None:
                evidence = _joined(text, validity.evidence, sentence)
                validity = replace(validity, expires_on=expires, evidence=evidence)
        repeals += _repeals(sentence)
    return Applicability(validity, tuple(dict.fromkeys(repeals)))


def _relevant_sentences(text: str) -> Iterator[tuple[str, int]]:
    """Lines with a telling word, cut into sentences: most lines of a text have none."""
    offset = 0
    for line in text.split("\n"):
        if _RELEVANT.search(line):
            for start, end in sentences(line):
                if _RELEVANT.search(line, start, end):
                    yield line[start : min(end, start + _LONGEST_SENTENCE)], offset + start
        offset += len(line) + 1


def _speaks_of_itself(sentence: str) -> bool:
    """Whether a date in `sentence` is this document's, and not one clause's, licence's or other document's."""
    if re.search(r"本[^第，。；]{1,12}(?:自|从)", sentence):
        return True
    if re.search(rf"第[{NUMERAL}\d]+[条款章项].{{0,40}}(?:自|从)", re.sub(r"^第\S{1,9}条(?:之\S)?\s", "", sentence)):
        return False
    return bool(
        _SELF.search(sentence) or re.match(r"(?:第\S{1,9}条\s?)?(?:[（(]?\S{1,3}[）)、]\s?)?(?:自|从)", sentence)
    )


def _effective(sentence: str, published_on: date | None) -> date | None:
    match = _FROM_DAY.search(sentence)
    if match:
        return to_date(match[1])
    if period := _PERIOD.search(sentence):
        return to_date(period[1])
    match = _FROM_PUBLICATION.search(sentence)
    if not match or published_on is None:
        return None
    amount = to_int(match[1]) if match[1] else 0
    if amount is None or match[2]:  # working days depend on a calendar that the text does not give
        return None
    return _add_months(published_on, amount) if match[3] in ("月", "个月") else published_on + timedelta(days=amount)


def _expires(sentence: str, effective_on: date | None) -> date | None:
    """The last day on which the document applies, if `sentence` says it."""
    if match := _UNTIL.search(sentence):
        return to_date(match[1])
    if period := _PERIOD.search(sentence):
        return to_date(period[2])
    term = _TERM.search(sentence)
    amount = to_int(term[1]) if term else None
    if term is None or amount is None or effective_on is None:
        return None
    months = amount * (12 if term[2] == "年" else 1) + (6 if term[3] else 0)
    return _add_months(effective_on, months) - timedelta(days=1)


def _add_months(day: date, months: int) -> date:
    """The same day `months` later, or the last day of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(min(year, date.max.year), month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def _joined(text: str, effect: str | None, expiry: str) -> str:
    """Evidence of both dates: the stretch with both sentences if they are neighbours, else the one on expiry."""
    start, end = text.find(effect or expiry), text.find(expiry)
    neighbours = effect is not None and 0 <= start < end <= start + len(effect) + 3
    return text[start : end + len(expiry)] if neighbours else expiry


def _repeals(sentence: str) -> Iterator[Reference]:
    """The documents that `sentence` repeals: titles before 废止 in the clause, or behind it (废止《…》)."""
    if not _REPEAL.search(sentence) or _is_general(sentence):
        return
    titles = list(_TITLE.finditer(sentence))
    for word in _REPEAL.finditer(sentence):
        before = [it for it in titles if it.end() <= word.start()]
        if before and _joins(sentence[before[-1].end() : word.start()]):
            yield from (_reference(it) for it in _run(sentence, before))
        elif word[0] == "废止" and any(it.start() == word.end() for it in titles):
            yield from (_reference(it) for it in titles if it.start() >= word.end())
            return


def _is_general(sentence: str) -> bool:
    """Whether the sentence speaks of repeal as such: how rules are repealed, not that one is."""
    return bool(_NOT_A_REPEAL.search(_TITLE.sub("", sentence))) and "同时废止" not in sentence


def _joins(between: str) -> bool:
    """Whether nothing stands between the last title and 废止 but words of time and manner."""
    return len(between) <= 60 and _BETWEEN.fullmatch(between) is not None


def _run(clause: str, titles: list[re.Match[str]]) -> list[re.Match[str]]:
    """The last titles of a clause that belong to one enumeration."""
    run = [titles[-1]]
    for title in reversed(titles[:-1]):
        between = clause[title.end() : run[0].start()]
        if re.search(r"根据|依照|按照|依据|[。；]", between) or len(between) > 80:
            break
        if not re.match(r"[^《]{0,8}(?:修正|修订|修改)", between):  # the decision that amended what is repealed
            run.insert(0, title)
    if re.search(r"(?:根据|依照|按照|依据)[^《》]{0,6}$", clause[: run[0].start()]) and len(run) > 1:
        run = run[1:]
    return run


def _reference(title: re.Match[str]) -> Reference:
    number = _NUMBER.search(title[2]) if title[2] else None
    return Reference(title[1].strip(), normal_number(number[0]) if number else None)


def normal_number(number: str) -> str:
    """文号 with 〔〕 around its year and without blanks, whatever brackets it was written with."""
    squeezed = re.sub(r"\s+", "", number)
    return re.sub(r"[〔\[［(（【﹝](\d{4})[〕\]］)）】﹞]第?", r"〔\1〕", squeezed)
