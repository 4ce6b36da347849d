"""The figures of a result by name, in words, and whether more of them is better."""

from collections.abc import Iterator, Mapping

LABELS = {
    "n": "题数",
    "accuracy": "正确率",
    "citation_recall": "引到指定来源",
    "citation_precision": "引文逐字属实",
    "refusal_recall": "该拒答的拒答了",
    "wrong_refusals": "误拒",
    "status_accuracy": "时效说对",
    "paragraph_hit@1": "首条即所问段落",
    "answer_hit": "答案含参考答案",
    "f1": "字面 F1",
    "median_answer_chars": "答案长度中位数（字）",
    "refused_far": "拒答不相干的问题",
    "refused_near": "拒答缺依据的问题",
    "auc_near": "AUC（缺依据）",
    "auc_far": "AUC（不相干）",
    "threshold": "拒答门槛（对数几率）",
    "seconds.p50": "用时中位数（秒）",
    "seconds.p95": "用时 p95（秒）",
    "seconds_per_question.p50": "用时中位数（秒）",
    "seconds_per_question.p95": "用时 p95（秒）",
    "judged.unjudged": "没有得到的评分",
    "judged.n": "评分的回答",
    "judged.faithfulness": "忠实度（模型评）",
    "judged.answer_relevancy": "切题度（模型评）",
    "judged.citation_recall": "引用召回（模型评）",
    "judged.citation_precision": "引用精度（模型评）",
}
_LESS_IS_BETTER = ("wrong_refusals", "seconds", "median_answer_chars", "judged.unjudged")
_NEITHER = ("n", "threshold", "judged.n")
_NOISE = 0.2
"""A time that changes by less than this share tells of the machine, not of the program."""
_KINDS = "by_kind"
UNKNOWN = "—"


def flat(result: Mapping[str, object], under: str = "") -> dict[str, float | None]:
    """The numbers of a result, nested names joined by a full stop; lists and texts are left out."""
    found: dict[str, float | None] = {}
    for name, value in result.items():
        if isinstance(value, Mapping):
            found |= flat(value, f"{under}{name}.")
        elif value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
            found[under + name] = value
    return found


def overall(result: Mapping[str, object]) -> dict[str, float | None]:
    """The figures that are not of one kind or origin."""
    return flat({name: value for name, value in result.items() if name not in (_KINDS, "by_origin")})


def by_kind(result: Mapping[str, object]) -> list[tuple[str, int, float]]:
    """Kind, number of cases and share that is right; worst first, of equal ones the larger first."""
    kinds = result.get(_KINDS)
    if not isinstance(kinds, Mapping):
        return []
    shares = {str(kind): it for kind, it in kinds.items() if isinstance(it, Mapping) and "accuracy" in it}
    rows = [(kind, int(it["n"]), float(it["accuracy"])) for kind, it in shares.items()]
    return sorted(rows, key=lambda row: (row[2], -row[1], row[0]))


def label(name: str) -> str:
    """A figure's name in words; the name itself where there are none."""
    return LABELS.get(name, name)


def shown(value: object) -> str:
    """A figure for a person; a share of nothing is a dash."""
    if value is None:
        return UNKNOWN
    return f"{value:.4f}" if isinstance(value, float) else str(value)


def verdict(name: str, before: float | None, after: float | None) -> str:
    """`better`, `worse`, or empty where it is neither."""
    if before is None or after is None or before == after or name in _NEITHER:
        return ""
    if name.startswith("seconds") and abs(after - before) < _NOISE * before:
        return ""
    return "better" if (after < before) == name.startswith(_LESS_IS_BETTER) else "worse"


def pairs(result: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """The figures of a result as rows of text, nested names joined by a blank; lists are left out."""
    for name, value in result.items():
        if isinstance(value, Mapping):
            yield from ((f"{name} {inner}", text) for inner, text in pairs(value))
        elif not isinstance(value, list):
            yield name, shown(value)
