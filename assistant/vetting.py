"""A model's text made into statements: what is borne out stays, and of the rest it is known why."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant.answer import Unverified
from assistant.claims import figures, hide, level, with_units
from assistant.names import mismatched_name, parks_in
from assistant.passages import masked, passages_of
from assistant.proof import part_of
from assistant.reply import Piece, Shape, pieces_of, without_bullet
from assistant.statement import Statement, Table
from assistant.subjects import WEAK, Word, names_no_matter, stands_in, subject_words
from assistant.verify import Proof, labelled, prove_text
from index.hit import Hit

_NOTHING = ("—", "-", "–", "/", "无", "未见规定", "未规定", "现有材料未见规定", "")
_MOST_ALIKE = 3
"""Under different headings the same sentence may be right more than once."""
_MOST_PIECES = 150
"""Sentences and rows: checking one takes some 5 ms, and no answer of any use has as many."""
_UNPROVED = "（未能核实）"


@dataclass(frozen=True, slots=True)
class Setting:
    """What a sentence may leave unsaid, because what stands around it says so."""

    asked: str
    """The stand-alone question, levelled."""
    about: tuple[str, ...] = ()
    """What tells the parks that it is about."""
    lead: str = ""
    """The heading or line that it stands under, levelled."""
    goes_on: bool = False
    """Whether it goes on with a proven sentence of its line, about the same passage."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A sentence that is not borne out, why, and where it stood."""

    piece: Piece
    setting: Setting
    reason: str

    @property
    def unverified(self) -> Unverified:
        """For the answer."""
        return Unverified(without_bullet(self.piece.text), self.reason)


Vetted = Statement | Table | Doubt


@dataclass
class _Vetting:
    """One pass over the pieces of a text."""

    shown: Sequence[Hit]
    asked: Setting
    found: list[Vetted] = field(default_factory=list)

    def run(self, pieces: Sequence[Piece]) -> tuple[Vetted, ...]:
        setting, at = self.asked, 0
        last: tuple[int, ...] = ()
        while at < len(pieces):
            piece = pieces[at]
            if piece.shape is Shape.ROW:
                rows = _rows_from(pieces, at)
                self.found.extend(_table(rows, self.shown, setting))
                at += len(rows)
                continue
            if piece.shape is Shape.LEAD:
                setting = self._lead(piece, pieces[at + 1 :])
                last = ()
            else:
                goes_on = bool(last) and piece.numbers == last
                vetted = vet_piece(piece, self.shown, replace(setting, goes_on=goes_on))
                self.found.append(vetted)
                last = piece.numbers if isinstance(vetted, Statement) else ()
            at += 1
        return tuple(_without_idle_leads(self.found))

    def _lead(self, piece: Piece, behind: Sequence[Piece]) -> Setting:
        """A lead states nothing by itself; one that does, by a figure or a name, must be borne out by what follows it."""
        text = level(piece.text)
        numbers = piece.numbers or tuple(dict.fromkeys(n for one in _until_lead(behind) for n in one.numbers))
        cited = _cited(numbers, self.shown)
        parks = parks_in(text)
        setting = replace(self.asked, lead=text.rstrip("：:"), about=parks or self.asked.about)
        if figures(masked(text)) or piece.numbers or mismatched_name(text, cited)[0]:
            self.found.append(vet_piece(replace(piece, numbers=numbers), self.shown, setting))
        elif _is_about(text, cited, self.asked.asked):
            self.found.append(Statement(piece.text, ()))
        else:
            self.found.append(Doubt(piece, setting, "所引原文没有这样的内容"))
        return setting


def vet(text: str, shown: Sequence[Hit], setting: Setting) -> tuple[Vetted, ...]:
    """Every statement of a model's text, in its order; numbers refer to `shown`, 1-based.

    What a model says over and over, in a loop that it does not find out of, is read a few times only.
    """
    pieces = _without_loops(pieces_of(text))
    too_many = [Doubt(piece, setting, "回答过长，没有核对") for piece in pieces[_MOST_PIECES:]]
    return (*_Vetting(shown, setting).run(pieces[:_MOST_PIECES]), *too_many)


def vet_piece(piece: Piece, shown: Sequence[Hit], setting: Setting) -> Statement | Doubt:
    """One sentence as a statement, or why it is none."""
    cited = _cited(piece.numbers, shown)
    if not cited:
        return Doubt(piece, setting, "引用的材料编号不存在" if piece.numbers else "没有标明出处")
    said = without_bullet(piece.text)
    proof = prove_text(said, cited, setting.about)
    if isinstance(proof, Unverified):
        return Doubt(piece, setting, proof.reason)
    reason = _of_another_matter(said, proof, setting)
    return Doubt(piece, setting, reason) if reason else labelled(Statement(piece.text, proof.quotes))


def _of_another_matter(said: str, proof: Proof, setting: Setting) -> str | None:
    """Why a sentence that leaves its subject unsaid is not about what is asked; None where it is."""
    text = with_units(level(said))
    if setting.goes_on or not figures(masked(text)) or not names_no_matter(hide(text, list(figures(text)))):
        return None
    passages = [one for quote in proof.quotes for one in passages_of(quote.hit) if one.is_in(quote.start, quote.end)]
    lead = [word for word in _words(setting.lead) if word.text not in WEAK]
    # Of several questions one is enough.
    for wanted in [lead] if lead else [_words(question) for question in setting.asked.split("；")]:
        missing = [word.text for word in wanted if not any(stands_in(word, one) for one in passages)]
        if not missing or len(missing) * 2 < len(wanted):
            return None
    return f"原文这一句说的不是“{'、'.join(missing)}”"


def _words(text: str) -> list[Word]:
    return [word for word in part_of(text).words if not word.is_name]


def _is_about(text: str, cited: Sequence[Hit], asked: str) -> bool:
    """Whether a lead speaks only of what is asked or of what is cited under it."""
    if not cited or any(
        not any(core in level(f"{h.chunk.heading} {h.chunk.text} {h.chunk.card.issuer or ''}") for h in cited)
        for core in parks_in(text)
    ):
        return False
    passages = [passage for hit in cited for passage in passages_of(hit)]
    return all(
        word.text in asked or any(word.text in one.names or stands_in(word, one) for one in passages)
        for word in subject_words(text)
    )


def _without_loops(pieces: Sequence[Piece]) -> list[Piece]:
    counts = Counter[Piece]()
    kept = []
    for piece in pieces:
        counts[piece] += 1
        if counts[piece] <= _MOST_ALIKE:
            kept.append(piece)
    return kept


def _cited(numbers: Sequence[int], shown: Sequence[Hit]) -> list[Hit]:
    return [shown[number - 1] for number in numbers if 1 <= number <= len(shown)]


def _until_lead(pieces: Sequence[Piece]) -> list[Piece]:
    at = next((n for n, piece in enumerate(pieces) if piece.shape is Shape.LEAD), len(pieces))
    return list(pieces[:at])


def _rows_from(pieces: Sequence[Piece], at: int) -> list[Piece]:
    end = next((n for n in range(at, len(pieces)) if pieces[n].shape is not Shape.ROW), len(pieces))
    return list(pieces[at:end])


def _table(rows: Sequence[Piece], shown: Sequence[Hit], setting: Setting) -> list[Vetted]:
    """The table with its proven cells, and a doubt for each cell that is not."""
    head = rows[0] if rows[0].is_head else None
    titles = [cell.text for cell in head.cells] if head else []
    kept: list[tuple[Statement, ...]] = []
    doubts: list[Doubt] = []
    for row in rows[1:] if head else rows:
        subject, *cells = row.cells
        vetted = [
            _cell(subject.text, title, cell, shown, setting)
            for title, cell in zip(_padded(titles, cells), cells, strict=False)
        ]
        doubts += [one for one in vetted if isinstance(one, Doubt)]
        if any(isinstance(one, Statement) and one.proof for one in vetted):
            shown_cells = [Statement(_UNPROVED, ()) if isinstance(one, Doubt) else one for one in vetted]
            kept.append((Statement(subject.text, ()), *shown_cells))
    width = max((len(row) for row in kept), default=0)
    if not kept:
        return list(doubts)
    titles = [*titles, *[""] * width][:width]
    rest = tuple((*row, *[Statement("—", ())] * (width - len(row))) for row in kept)
    return [Table(tuple(titles), rest), *doubts]


def _padded(titles: Sequence[str], cells: Sequence[Piece]) -> list[str]:
    return [*titles[1:], *[""] * len(cells)][: len(cells)]


def _cell(subject: str, title: str, cell: Piece, shown: Sequence[Hit], setting: Setting) -> Statement | Doubt:
    """A cell as a statement; what it says is said of the first cell of its row and of the head of its column."""
    if cell.text in _NOTHING:
        return Statement("—", ())
    said = "，".join(filter(None, (subject, f"{title}：{cell.text}" if title else cell.text)))
    vetted = vet_piece(replace(cell, text=said), shown, setting)
    if isinstance(vetted, Statement):
        return replace(vetted, text=cell.text + vetted.text.removeprefix(said))
    return replace(vetted, piece=replace(cell, text=said))


def _without_idle_leads(found: Sequence[Vetted]) -> list[Vetted]:
    """A lead goes when nothing proved follows it."""
    kept: list[Vetted] = []
    for at, one in enumerate(found):
        is_lead = isinstance(one, Statement) and not one.proof
        behind = next((other for other in found[at + 1 :] if not isinstance(other, Doubt)), None)
        if not is_lead or (behind is not None and behind.proof):
            kept.append(one)
    return kept
