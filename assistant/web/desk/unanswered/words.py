"""What the section of unanswered questions says, in Chinese and in English."""

from dataclasses import dataclass

from assistant.log.desk import State


@dataclass(frozen=True, slots=True)
class Words:
    """The labels of this section; `{}` fields are filled with `str.format`."""

    open: str
    given: str
    none_open: str
    none_given: str
    asked: str
    last: str
    nearest: str
    nearest_note: str
    nearest_none: str
    times: str
    narrowed: str
    write: str
    text: str
    text_hint: str
    expires: str
    expires_hint: str
    source: str
    source_hint: str
    no_source: str
    other: str
    other_hint: str
    half_source: str
    no_quote: str
    use: str
    quote: str
    quote_hint: str
    wording: str
    wording_hint: str
    own: str
    own_note: str
    give: str
    signed: str
    done: str
    done_before: str
    withdraw: str
    withdraw_really: str
    withdrawn: str
    author: str
    until: str
    proof: str
    entry: str
    gone: str
    no_day: str
    states: dict[State, str]


CHINESE = Words(
    open="等待答复",
    given="已写的答复",
    none_open="没有等待答复的问题。没有找到依据的提问会自动出现在这里。",
    none_given="还没有写过答复。",
    asked="问过几次",
    last="最近一次",
    nearest="最接近的文件",
    nearest_note="当时没有作为依据。答复前不妨先看看，依据也许在里面。",
    nearest_none="当时没有找到接近的文件。",
    times="{} 次",
    narrowed="提问时的筛选",
    write="写答复",
    text="答复",
    text_hint="原样给出，并注明是工作人员答复、答复人和有效期。",
    expires="有效至",
    expires_hint="过了这一天就不再给出，问题会重新出现在这里。",
    source="依据的文件",
    source_hint="可以不选。选了就要在下面摘一句原文。",
    no_source="不引用文件",
    other="其他文件的编号",
    other_hint="上面没有列出时填写，编号在“文件”里每份文件的详情中。",
    half_source="文件和原文要一起给出：选了文件请摘一句原文，写了原文请选文件。",
    no_quote="这不是《{}》的原文，或跨了两条。请从全文里复制同一条中的一段，一字不差。",
    use="引用这一段",
    quote="原文",
    quote_hint="从文件全文里复制，一字不差，在同一条之内。文件以后变了、不再这样写，答复会自动停用。",
    wording="问题",
    wording_hint="按这个问法匹配，措辞相近的也会给出。可以改得更完整。",
    own="答复一个常见问题",
    own_note="不必等人来问，可以先把常被问到的写好。",
    give="保存答复",
    signed="署名：{}",
    done="已保存。以后有人这样问，即给出这一答复。",
    done_before="已保存。此前 {} 的答复由它代替；撤回新的，旧的又会给出。",
    withdraw="撤回",
    withdraw_really="确认撤回",
    withdrawn="已撤回，不再给出。",
    author="答复人",
    until="有效至",
    proof="依据",
    entry="查看提问记录",
    gone="这个问题已经有答复，或记录已过保存期限。",
    no_day="请选择有效期。",
    states={
        State.STANDING: "有效",
        State.EXPIRED: "已过期",
        State.WITHDRAWN: "已撤回",
        State.UNPROVED: "依据已变，暂不给出",
    },
)

ENGLISH = Words(
    open="Waiting",
    given="Answers written",
    none_open="No question is waiting. Those for which no evidence is found appear here by themselves.",
    none_given="No answer has been written yet.",
    asked="Asked",
    last="Last asked",
    nearest="Nearest documents",
    nearest_note="Not used as evidence then. Worth a look first: the evidence may be in them.",
    nearest_none="No document came near.",
    times="{}×",
    narrowed="Filters of the question",
    write="Write an answer",
    text="Answer",
    text_hint="Given as it stands, marked as the staff's, with author and expiry.",
    expires="Valid until",
    expires_hint="Not given after this day; the question then returns to this list.",
    source="Source document",
    source_hint="Optional. With one, quote a sentence of it below.",
    no_source="No document",
    other="Id of another document",
    other_hint="Where it is not listed above; the id is among the details of each document.",
    half_source="Document and quote go together: choose a document and quote a sentence of it, or neither.",
    no_quote="This does not stand in 《{}》, or runs over two articles. Copy a stretch of one article, verbatim.",
    use="Quote this passage",
    quote="Quote",
    quote_hint="Copied verbatim from the full text, within one article. Should the document change and no longer say so, the answer is suspended.",
    wording="Question",
    wording_hint="Matched in this wording and in those close to it. It may be made more complete.",
    own="Answer a common question",
    own_note="No need to wait until somebody asks.",
    give="Save answer",
    signed="Signed: {}",
    done="Saved. Whoever asks so again is given this answer.",
    done_before="Saved. It takes the place of {}'s answer, which is given again should this one be withdrawn.",
    withdraw="Withdraw",
    withdraw_really="Withdraw for good",
    withdrawn="Withdrawn; it is no longer given.",
    author="Author",
    until="Valid until",
    proof="Evidence",
    entry="See the entry",
    gone="This question has been answered meanwhile, or its entry is past its time.",
    no_day="Please choose until when it is valid.",
    states={
        State.STANDING: "Standing",
        State.EXPIRED: "Expired",
        State.WITHDRAWN: "Withdrawn",
        State.UNPROVED: "Evidence changed, suspended",
    },
)
