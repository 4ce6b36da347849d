"""Which other documents a text repeals, as its sentences and its lists of titles say."""

import re
from collections.abc import Sequence
from datetime import date

from corpus.dates import DATE, to_date
from corpus.document import Reference
from corpus.identity.doc_number import normal_number, number_in
from corpus.numerals import NUMERAL
from corpus.sentences import sentences

_TITLE = re.compile(r"[《〈]((?:[^《》]|《[^《》]{0,80}》){2,120})》(?:\s?[（(]([^（）()]{2,60})[)）])?")
REPEAL = re.compile(r"废止|停止(?:执行|施行|实施|使用)|不再(?:执行|施行|实施|适用)|失效|作废")
_NUMBER_ALONE = re.compile(
    r"(?<![\u4e00-\u9fff])(?:原)?([\u4e00-\u9fff]{1,12}[〔\[［(（【﹝]\s?\d{4}\s?[〕\]］)）】﹞]\s?第?\s?\d{1,5}\s?号)"
)
# Possessive, so that a hostile text cannot be parted in ever new ways.
_BETWEEN = re.compile(
    rf"(?:[\s，,、。）)]|[（(][^（）()]{{0,60}}[)）]|等[^，。；自从]{{0,16}}|"
    rf"[自从](?:{DATE}|[^，。；自从]{{0,16}}之日)起?|"
    "同时|即行|一并|相应|自行|予以|现予|宣布|立即|决定|自动|随之|全部|一律|全文|均?不再有效|即|均|也|亦|起|文件|及其配套文件|的?规定|已|被|正式|届时|到期)*+"
)
_PART = re.compile(
    rf"[\s）)]*(?:中|内)?(?:的|之)?\s?(?:第[{NUMERAL}\d]{{1,6}}[条章节款项编、至和]|附件|附表|(?:中|内|里)?(?:的|有关|关于|涉及|与)[^《》，。；]{{0,40}}(?:规定|内容|条款|部分|事项|条文|要求))"
)
_NOT_DONE = re.compile(
    r"(?:建议|可以|拟|是否|不得|提请|申请|如果?|若|要求|应当|或者|或|(?<![一二三四五六七八九十\d])、|和|及|与|需要?|未|研究|考虑|认为|凡|被|提出|关于|部分|主张|经|以|因)$"
)
_THEN = re.compile(
    r"(?:之日|前|后(?!的)|时|的(?!《|决定|通知|公告)|或者|、|和|及|与|程序|情形|申请|案|意见|建议|草案|解释)"
)
_DECIDED_IN_TITLE = re.compile(r"^的?(?:决定|通知|公告|通告|令)")
_LIST_AHEAD = re.compile(
    r"(?:下列|以下|如下|附件|附后|所列|目录|清单|名单)[^。；]{0,80}?(?:废止|失效|停止执行|停止施行|作废)|"
    r"(?:废止|失效|停止执行|停止施行|作废)[^。；]{0,60}?(?:下列|以下|如下|附件|附后|目录|清单|名单|[：:]\s?$)"
)
_OTHER_LIST = re.compile(r"修改|修订|保留|继续有效|继续执行|修正|现行有效|取消|删除")
_LIST_NAME = re.compile(
    r"^(?:附件?\s?\S{0,3}[：:.、]?\s?)?[^。；《]{0,40}(?:废止|失效|停止执行)[^。；《]{0,30}(?:目录|清单|文件|法规|规章|名单|一览表|如下)?[^。；《]{0,12}[：:]?$"
)
_ITEM = re.compile(rf"^\s*(?:[（(]?(?:[{NUMERAL}]{{1,4}}|\d{{1,3}})[）)、.．，\s|｜]\s?|[-*•●]\s?)")
_ITEM_TITLE = re.compile(
    r"(?:条例|办法|规定|细则|规则|通知|意见|措施|决定|决议|公告|方案|标准|政策|规程|制度|批复|通告|函|规划|计划|目录|要点)"
    r"(?:[（(][^（）()]{1,20}[）)]){0,2}$"
)
_LONGEST_EVIDENCE = 240


def repeals_in(sentence: str) -> list[Reference]:
    """The documents that `sentence` repeals, each with the sentence as evidence.

    Titles stand before 废止 with nothing but words of time and manner between (《甲办法》同时废止), or right behind it
    (废止《甲办法》). Repeal of a part (《甲办法》第五条), repeal as such (规章的废止), what is only proposed, and what an
    amended text's name contains are none.
    """
    if not REPEAL.search(sentence):
        return []
    titles = list(_TITLE.finditer(sentence))
    found: list[Reference] = []
    for word in REPEAL.finditer(sentence):
        if any(it.start() < word.start() < it.end() for it in titles):
            continue  # in the name of another document
        run = _before(sentence, titles, word) or _behind(sentence, titles, word)
        found += [_reference(it, sentence) for it in run if not _PART.match(sentence, it.end())]
        found += _numbers_before(sentence, word) if not run else []
    return list(dict.fromkeys(found))


def _before(sentence: str, titles: Sequence[re.Match[str]], word: re.Match[str]) -> list[re.Match[str]]:
    """The enumeration of titles that ends right before the word."""
    before = [it for it in titles if it.end() <= word.start()]
    if not before or _THEN.match(sentence, word.end()):
        return []
    between = sentence[before[-1].end() : word.start()]
    return _run(sentence, before) if len(between) <= 80 and _BETWEEN.fullmatch(between) else []


def _run(clause: str, titles: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """The last titles of a clause that belong to one enumeration."""
    run = [titles[-1]]
    for title in reversed(titles[:-1]):
        between = clause[title.end() : run[0].start()]
        if re.search(r"根据|依照|按照|依据|适用|执行|[。；]", between) or len(between) > 80:
            break
        if not re.match(r"[^《]{0,8}(?:修正|修订|修改)", between):  # the decision that amended what is repealed
            run.insert(0, title)
    if re.search(r"(?:根据|依照|按照|依据)[^《》]{0,6}$", clause[: run[0].start()]) and len(run) > 1:
        run = run[1:]
    return run


def _behind(sentence: str, titles: Sequence[re.Match[str]], word: re.Match[str]) -> list[re.Match[str]]:
    """The enumeration of titles that begins right behind 废止."""
    ahead = sentence[: word.start()]
    # 关于废止《甲》的决定 decides it; 关于废止《甲》的议案 asks for it.
    in_name = ahead.endswith("关于")
    if word[0] not in ("废止", "停止执行", "停止施行") or (_NOT_DONE.search(ahead) and not in_name):
        return []
    behind = [it for it in titles if it.start() >= word.end()]
    lead = sentence[word.end() : behind[0].start()] if behind else ""
    if (
        not behind
        or not re.fullmatch(r"(?:原|了|下列|以下)?[\u4e00-\u9fff]{0,20}?[：:]?\s?(?:[1一][.、．])?\s?", lead)
        or len(lead) > 12
    ):
        return []
    if re.search(r"[是应可]|如果|根据|依照", lead):
        return []
    run = [behind[0]]
    for title in behind[1:]:
        between = sentence[run[-1].end() : title.start()]
        if len(between) > 80 or re.search(r"[。；]|修改|修订|修正|保留|根据|依照|按照|执行|适用|制定|《", between):
            break
        run.append(title)
    after = sentence[run[-1].end() :]
    if in_name and not _DECIDED_IN_TITLE.match(after):
        return []
    return [] if re.match(r"[等]?的(?!决定|通知|公告|通告|令)|后|之日|前|时", after) else run


def _numbers_before(sentence: str, word: re.Match[str]) -> list[Reference]:
    """Documents that are named by their 文号 only: 示政发〔2010〕3号文件同时废止."""
    found: list[Reference] = []
    end = word.start()
    for match in reversed(list(_NUMBER_ALONE.finditer(sentence, 0, word.start()))):
        between = sentence[match.end() : end]
        if not re.fullmatch(r"(?:文件|文|通知)?(?:、|和|及|与)?", between) and not (
            end == word.start() and len(between) <= 60 and _BETWEEN.fullmatch(between) and "《" not in between
        ):
            break
        number = normal_number(match[1])
        found.insert(0, Reference(number, number, sentence))
        end = match.start()
    return found


def _reference(title: re.Match[str], evidence: str) -> Reference:
    return Reference(title[1].strip(), number_in(title[2]) if title[2] else None, evidence)


def listed_repeals(text: str) -> list[Reference]:
    """The documents in lists that follow a sentence such as 决定废止下列规范性文件：, and in annexes named so.

    The evidence is the stretch from that sentence to the document's line, or the sentence alone where they are far apart.
    """
    if not REPEAL.search(text):
        return []
    found: list[Reference] = []
    lead: tuple[int, int] | None = None
    offset = 0
    for line in text.split("\n"):
        start, end = offset, offset + len(line)
        offset = end + 1
        if opened := _opens_list(text, start, end):
            lead = opened
        elif lead is None or not line.strip():
            continue
        elif items := _items(line):
            whole = text[lead[0] : end]
            proof = whole if len(whole) <= _LONGEST_EVIDENCE else text[lead[0] : lead[1]]
            found += [Reference(title, number, proof) for title, number in items]
        elif _closes_list(line):
            lead = None
    return found


def _opens_list(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The sentence of this line that announces a list of repealed documents; None where it announces none."""
    line = text[start:end]
    if not REPEAL.search(line) or len(line) > 600:
        return None
    bare = _TITLE.sub("", line)
    if len(line) <= 60 and _LIST_NAME.match(line.strip()) and not re.search(r"的决定$|的通知$|的公告$|[。；]", line):
        return start, end
    for first, last in sentences(line):
        sentence = line[first:last]
        if _LIST_AHEAD.search(_TITLE.sub("", sentence)) and not _TITLE.search(sentence):
            return None if _NOT_DONE_LIST.search(bare) else (start + first, start + last)
    return None


_NOT_DONE_LIST = re.compile(r"应当|可以|不得|有下列|情形|建议|之一")


def _items(line: str) -> list[tuple[str, str | None]]:
    """Title and 文号 of each document that a line of a list names as a whole."""
    if _OTHER_LIST.search(_TITLE.sub("", line)) and not _ITEM.match(line):
        return []
    titles = list(_TITLE.finditer(line))
    if titles:
        # What stands in the brackets of an item may name the decision that amended it.
        first = [it for it in titles if not re.search(r"[（(][^）)]{0,200}$", line[: it.start()])]
        return [
            (it[1].strip(), number_in(it[2] or line[it.end() :]) if len(first) == 1 else number_in(it[2] or ""))
            for it in first
            if not _PART.match(line, it.end())
        ]
    if not _ITEM.match(line):
        return []
    cells = [cell.strip() for cell in re.split(r"\s*[|｜\t]\s*", _ITEM.sub("", line)) if cell.strip()]
    for cell in cells:
        bare = re.sub(r"[（(][^（）()]{0,40}\d{4}[^（）()]{0,40}[）)]", "", cell).rstrip("；;。，, ")
        if 5 <= len(bare) <= 120 and _ITEM_TITLE.search(bare) and not re.search(r"[。，；]", bare):
            return [(bare, number_in(" ".join(cells)))]
    return []


def _closes_list(line: str) -> bool:
    """Whether a line that names no document ends the list: prose, or the heading of another list."""
    return line.rstrip().endswith(("。", "：", ":")) or _OTHER_LIST.search(line) is not None


def repeal_day(evidence: str) -> date | None:
    """The day from which a sentence repeals, if it says so of the repeal itself: 《甲》自2024年1月1日起废止."""
    match = re.search(
        rf"》(?:[（(][^（）()]{{0,60}}[)）])?\s?[自从]\s?({DATE})\s?起?，?(?:同时|即行|予以|自动)?(?:废止|失效|停止)",
        evidence,
    )
    return to_date(match[1]) if match else None
