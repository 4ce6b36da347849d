from rich.cells import cell_len

from assistant.drawn import Drawing

TABLE = (
    "| 事项 | 东湖园区 |\n| --- | --- |\n| 租金补贴 | 前两年按照实际租金的80%给予补贴，每家企业每年最高100万元。[1] |\n"
)


def drawn(pieces: list[str], width: int = 60) -> str:
    drawing = Drawing(width)
    return "".join([*map(drawing.feed, pieces), drawing.end()])


def test_text_is_printed_as_it_comes() -> None:
    drawing = Drawing(60)
    assert [drawing.feed(piece) for piece in ("前两年", "按照80%\n给予", "补贴")] == ["前两年", "按照80%\n给予", "补贴"]


def test_a_table_is_drawn_once_it_is_whole() -> None:
    drawing = Drawing(60)
    assert drawing.feed(TABLE) == ""
    after = drawing.feed("\n以上。")
    assert "│ 租金补贴 │" in after
    assert "---" not in after
    assert after.endswith("以上。")


def test_a_table_is_drawn_the_same_however_it_is_cut() -> None:
    whole = "对比如下：\n\n" + TABLE + "\n以上。"
    assert drawn(list(whole)) == drawn([whole])


def test_no_line_is_wider_than_the_terminal() -> None:
    lines = drawn([TABLE], width=48).splitlines()
    assert len(lines) > 5
    assert max(map(cell_len, lines)) <= 48


def test_markers_stay_in_one_piece() -> None:
    assert all("[1]" in drawn([TABLE], width=width) for width in range(40, 90))


def test_square_brackets_of_a_document_are_no_markup() -> None:
    assert "[bold]2024[/bold]" in drawn(["| 甲 | 乙 |\n| --- | --- |\n| 一 | [bold]2024[/bold] |\n"])
