"""The log as text for a terminal."""

from assistant.answer import Outcome
from assistant.log.desk import State
from assistant.log.entry import STAFF, Entry
from assistant.log.feedback import REASON_NAMES, Feedback
from assistant.log.replay import Change, Fate, Replay
from assistant.log.staff import StaffAnswer
from assistant.log.unanswered import Unanswered
from corpus.normalize import in_title_marks
from index.hit import Filters

_OUTCOMES = {
    Outcome.ANSWERED: "已回答",
    Outcome.PARTIAL: "部分回答",
    Outcome.NOT_FOUND: "未找到",
    Outcome.DEGRADED: "模型故障",
}
_STATES = {
    State.STANDING: "有效",
    State.EXPIRED: "已过期",
    State.WITHDRAWN: "已撤回",
    State.UNPROVED: "所引文件已变，暂不给出，请核对后重新答复",
}
_FATES = {Fate.CHANGED: "已更新", Fate.GONE: "已移除", Fate.ADDED: "后来收录"}


def entry_line(entry: Entry) -> str:
    """An entry in one line: id, time, outcome, door, question."""
    return f"{entry.id}  {_time(entry)}  {_outcome(entry)}  {entry.channel.value}  {entry.question}"


def entry_text(entry: Entry) -> str:
    """Everything that was kept of an answer."""
    lines = [f"编号：{entry.id}", f"时间：{_time(entry)}（{entry.channel.value}，用时 {entry.total_seconds:.2f} 秒）"]
    lines += [f"请求编号：{entry.request}"] if entry.request else []
    lines += [*(f"此前问过：{it}" for it in entry.earlier), f"问题：{entry.question}"]
    if entry.standalone != entry.question:
        lines.append(f"独立问题：{entry.standalone}")
    lines.append(f"时效按 {entry.as_of.isoformat()} 判断" + _narrowed(entry.filters))
    if entry.scope:
        lines.append(f"按问题所说，查找范围：{entry.scope}")
    made = f"{entry.model}，提示词 {entry.prompt}" if entry.prompt else entry.model
    lines += [f"结果：{_outcome(entry)}（{made}，程序版本 {entry.version or '未知'}）", "", entry.text, ""]
    lines += [
        f"[{it.number}] {in_title_marks(it.title)}（{it.doc_id}，版本 {it.revision[:8]}，第 {it.start} 字起）\n    “{' '.join(it.quote.split())}”"
        for it in entry.citations
    ]
    if entry.left_out:
        lines += ["未能核实而略去：", *(f"- {it.text}（{it.reason}）" for it in entry.left_out)]
    if entry.hits:
        lines += ["找到的段落："]
        lines += [f"{it.rank}. {in_title_marks(it.title)}（{it.chunk_id}，{it.score:.4f}）" for it in entry.hits]
    return "\n".join(lines).rstrip()


def _outcome(entry: Entry) -> str:
    if entry.outcome is Outcome.NOT_FOUND and not entry.hits:
        return "无需查找"  # a greeting, or another trade
    return "工作人员答复" if entry.model == STAFF else _OUTCOMES[entry.outcome]


def replay_text(replay: Replay) -> str:
    """What came of asking again, and why it differs."""
    lines = [f"问题：{replay.entry.question}", f"当时：{_time(replay.entry)}，{replay.entry.model}"]
    if replay.entry.is_masked:
        lines.append("问题中的个人信息未保存，重放用的是隐去后的问题，找到的段落可能因此不同。")
    if not replay.is_understood_alike:
        lines.append(f"这次对问题的理解不同：{replay.now.standalone}（当时：{replay.entry.standalone}）")
    lines += [_verdict(replay), *(_change(it) for it in replay.changes)]
    if replay.hits_lost or replay.hits_new:
        lines += ["找到的段落有变："]
        lines += [f"- 当时第 {it.rank}：{in_title_marks(it.title)}（{it.chunk_id}）" for it in replay.hits_lost]
        lines += [f"+ 现在第 {it.rank}：{in_title_marks(it.title)}（{it.chunk_id}）" for it in replay.hits_new]
    if not replay.is_same:
        lines += ["", "（- 当时　+ 现在）", *replay.difference]
    return "\n".join(lines)


def _verdict(replay: Replay) -> str:
    if replay.is_same:
        return "结果：与当时完全相同。"
    if replay.is_by_model:
        return "结果：当时由模型作答，现在给出的是原文摘取的回答，供对照。"
    if replay.changes:
        return "结果：与当时不同。这些文件有变："
    if replay.entry.is_masked:
        return "结果：与当时不同，所依据的文件没有变；隐去的个人信息可能影响了查找。"
    then, now = replay.entry.version or "未知", replay.now.version or "未知"
    return (
        f"结果：与当时不同，而所依据的文件没有变。可能是程序、编码器或设置变了（程序版本：当时 {then}，现在 {now}）。"
    )


def _change(change: Change) -> str:
    cited = "，当时引用" if change.was_cited else ""
    return f"- {in_title_marks(change.title)}（{change.doc_id}）{_FATES[change.fate]}{cited}"


def unanswered_text(it: Unanswered) -> str:
    """A question without an answer, how often it was asked, and what came nearest."""
    nearest = "、".join(in_title_marks(title) for title in it.nearest)
    return (
        f"{it.ids[0]}  {len(it.ids)} 次  最近 {it.last_asked.astimezone():%Y-%m-%d %H:%M}  {it.question}{_narrowed(it.filters)}"
        f"\n    最接近：{nearest}"
    )


def feedback_text(it: Feedback) -> str:
    """What a visitor thinks of an answer, and whether it was dealt with."""
    opinion = it.opinion
    said = "有帮助" if opinion.is_helpful else "没有帮助"
    why = "：".join(filter(None, (REASON_NAMES[opinion.reason] if opinion.reason else "", opinion.remark)))
    settled = f"已由{it.settled_by}处理" if it.settled_at else "未处理"
    return (
        f"{it.id}  {it.given_at.astimezone():%Y-%m-%d %H:%M}  {said}  {settled}  {it.question or '（记录已过期）'}"
        + (f"\n    {why}" if why else "")
    )


def staff_text(answer: StaffAnswer, state: State) -> str:
    """An answer of the staff's with its state."""
    lines = [f"{answer.id}  {_STATES[state]}  {answer.question}{_narrowed(answer.filters)}"]
    lines.append(f"    {answer.label}：{' '.join(answer.text.split())}")
    if answer.source:
        lines.append(f"    依据：{in_title_marks(answer.source.title)}“{' '.join(answer.source.quote.split())}”")
    return "\n".join(lines)


def _narrowed(filters: Filters) -> str:
    said = [
        f"地区 {filters.region}" if filters.region else "",
        f"发文机关 {filters.issuer}" if filters.issuer else "",
        f"类型 {filters.kind.value}" if filters.kind else "",
        f"{filters.since.isoformat()} 起发布" if filters.since else "",
        f"{filters.until.isoformat()} 止发布" if filters.until else "",
        f"时点 {filters.as_of.isoformat()}" if filters.as_of else "",
        "含已失效的" if filters.include_past else "",
    ]
    return f"（筛选：{'，'.join(filter(None, said))}）" if any(said) else ""


def _time(entry: Entry) -> str:
    return f"{entry.asked_at.astimezone():%Y-%m-%d %H:%M:%S}"
