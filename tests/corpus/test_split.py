from corpus.document import Chunk, Document, Section
from corpus.split import LONGEST, split
from corpus.structure.outline import outline
from tests.fakes import make_card

SENTENCE = "对新引进的制造业企业，按照固定资产投资额给予奖励。"


def document(text: str) -> Document:
    outlined = outline(text)
    return Document(make_card(), outlined.text, outlined.sections, outlined.page_starts)


def chunks(text: str) -> tuple[Chunk, ...]:
    return split(document(text))


def test_each_article_is_one_chunk_however_short() -> None:
    found = chunks("办法\n第一条 甲。\n第二条 乙。\n第三条 丙。")
    assert [chunk.text for chunk in found] == ["办法\n第一条 甲。", "第二条 乙。", "第三条 丙。"]


def test_a_long_article_is_cut_at_sentences_and_each_piece_has_its_path() -> None:
    found = chunks("办法\n第一条 " + SENTENCE * 60 + "\n第二条 乙。")
    pieces = [chunk for chunk in found if chunk.path == ("第一条",)]
    assert len(pieces) > 2
    assert all(piece.text.endswith("。") and 200 < len(piece.text) <= LONGEST for piece in pieces)


def test_paragraphs_of_an_article_are_grouped_and_never_across_a_heading() -> None:
    found = chunks("题目\n" + f"{SENTENCE * 3}\n" * 8 + "产业招商为主导\n" + SENTENCE * 4)
    assert all(len(chunk.text) <= 460 for chunk in found)
    assert len(found) < 10
    assert next(chunk for chunk in found if chunk.path).text.startswith("产业招商为主导")


def test_chunks_are_slices_that_hold_every_visible_character() -> None:
    text = "题目\n\n" + (SENTENCE + "\n") * 40 + "无标点" * 700
    whole = document(text)
    position = 0
    for chunk in split(whole):
        assert whole.text[chunk.start : chunk.end] == chunk.text
        assert not whole.text[position : chunk.start].strip()
        assert len(chunk.text) <= LONGEST
        position = chunk.end
    assert not whole.text[position:].strip()


def test_a_chunk_knows_the_page_it_begins_on() -> None:
    assert [chunk.page for chunk in chunks("第一条 甲，\f乙。\n\f第二条 丙。")] == [1, 3]
    assert chunks("第一条 甲。")[0].page is None


def test_ids_differ_between_revisions() -> None:
    first, second = (
        split(Document(make_card(revision=digit * 64), "正文。", (Section((), 0, 3),)))[0].chunk_id for digit in "01"
    )
    assert first == "d1.00000000.0"
    assert second == "d1.11111111.0"


def test_rows_of_a_table_are_not_cut_apart() -> None:
    row = "项目：厂房租金 | 东区：18元 | 西区：12元 | 说明：按季度缴纳"
    found = chunks("标准\n" + f"{row}\n" * 30)
    assert all(line == row for chunk in found for line in chunk.text.split("\n")[1 if chunk.start == 0 else 0 :])
