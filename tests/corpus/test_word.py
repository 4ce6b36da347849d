import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml

from corpus.errors import UnreadableFile
from corpus.readers.counting import counted
from corpus.readers.open import read
from tests.corpus.files import word

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SPACES = (
    f'{W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
)


def made(*blocks: str, numbering: str = "", change: Callable[[Any], None] | None = None) -> bytes:
    """A Word file whose body is this markup; `numbering` is put into its list definitions."""
    document = docx.Document()
    for block in blocks:
        markup = block if block.startswith("<") else f"<w:p><w:r><w:t>{block}</w:t></w:r></w:p>"
        document.element.body.insert_element_before(parse_xml(markup.replace(">", f" {SPACES}>", 1)), "w:sectPr")
    if numbering:
        root = document.part.numbering_part.element
        for child in list(root):
            root.remove(child)
        root.extend(parse_xml(f"<w:numbering {W}>{numbering}</w:numbering>"))
    if change is not None:
        change(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def lines(*blocks: str, **options: Any) -> list[str]:
    return [line for line in read(made(*blocks, **options), ".docx").text.split("\n") if line]


def listed(text: str, level: int = 0, number: int = 1) -> str:
    place = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
    return f"<w:p>{place}<w:r><w:t>{text}</w:t></w:r></w:p>"


def definition(*levels: tuple[str, str], number: int = 1) -> str:
    said = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="{number}">{said}</w:abstractNum>'


def number(identity: int, of: int, restart: int | None = None) -> str:
    override = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{restart}"/></w:lvlOverride>' if restart else ""
    return f'<w:num w:numId="{identity}"><w:abstractNumId w:val="{of}"/>{override}</w:num>'


def test_the_numbers_that_word_puts_before_paragraphs_are_read() -> None:
    numbering = definition(
        ("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")
    ) + number(1, 1)
    found = lines(
        listed("总体要求"), listed("奖励"), listed("落户奖励", 1), listed("首次", 2), listed("升级", 2), listed("租金补贴", 1),
        listed("附则"), listed("解释", 1), numbering=numbering,
    )  # fmt: skip
    assert found == [
        "一、总体要求",
        "二、奖励",
        "（一）落户奖励",
        "1. 首次",
        "2. 升级",
        "（二）租金补贴",
        "三、附则",
        "（一）解释",
    ]


def test_articles_numbered_by_word_are_articles() -> None:
    numbering = definition(("chineseCountingThousand", "第%1条")) + number(1, 1)
    found = lines(*(listed("企业可以申请补贴。") for _ in range(21)), numbering=numbering)
    assert (found[0], found[9], found[20]) == (
        "第一条 企业可以申请补贴。",
        "第十条 企业可以申请补贴。",
        "第二十一条 企业可以申请补贴。",
    )


def test_a_list_that_starts_anew_and_one_with_bullets() -> None:
    numbering = definition(("decimal", "%1.")) + definition(("bullet", "\uf0b7"), number=2)
    numbering += number(1, 1) + number(2, 1, restart=1) + number(3, 2)
    found = lines(listed("甲"), listed("乙"), listed("丙", number=2), listed("丁", number=3), numbering=numbering)
    assert found == ["1. 甲", "2. 乙", "1. 丙", "丁"]


def test_a_number_within_numbers_and_one_of_a_style() -> None:
    numbering = definition(("decimal", "%1"), ("decimal", "%1.%2")) + number(1, 1)

    def styled(document: Any) -> None:
        style = document.styles["List Paragraph"].element
        style.get_or_add_pPr().append(parse_xml(f'<w:numPr {W}><w:numId w:val="1"/></w:numPr>'))

    paragraph = '<w:p><w:pPr><w:pStyle w:val="ListParagraph"/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>'
    assert lines(paragraph, listed("乙", 1), numbering=numbering, change=styled) == ["1 甲", "1.1 乙"]


@pytest.mark.parametrize(
    ("value", "text"),
    [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (101, "一百零一"), (110, "一百一十"), (2005, "二千零五")],
)
def test_numbers_are_counted_as_they_are_said(value: int, text: str) -> None:
    assert counted(value) == text


def test_insertions_are_read_and_deletions_are_not_and_both_are_reported() -> None:
    paragraph = (
        '<w:p><w:r><w:t>奖励</w:t></w:r><w:del w:id="1"><w:r><w:delText>三十</w:delText></w:r></w:del>'
        '<w:ins w:id="2"><w:r><w:t>五十</w:t></w:r></w:ins><w:r><w:t>万元。</w:t></w:r></w:p>'
    )
    reading = read(made(paragraph), ".docx")
    assert reading.text == "奖励五十万元。"
    assert [(repair.step, repair.count) for repair in reading.repairs] == [("tracked", 2)]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    first = '<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>企业可以</w:t></w:r></w:p>'
    assert lines(first, "申请补贴。") == ["企业可以申请补贴。"]


def test_a_text_box_is_read_once_though_it_is_stored_twice() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>申报截止六月</w:t></w:r></w:p></w:txbxContent>"
    paragraph = (
        "<w:p><w:r><w:t>说明</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    assert lines(paragraph) == ["说明", "申报截止六月"]


def test_what_stands_in_a_content_control_is_read() -> None:
    assert lines("<w:sdt><w:sdtContent><w:p><w:r><w:t>目录之外的正文。</w:t></w:r></w:p></w:sdtContent></w:sdt>") == [
        "目录之外的正文。"
    ]


def test_hidden_text_is_left_out_and_reported() -> None:
    paragraph = "<w:p><w:r><w:t>正文。</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>批注</w:t></w:r></w:p>"
    reading = read(made(paragraph), ".docx")
    assert (reading.text, [repair.step for repair in reading.repairs]) == ("正文。", ["hidden"])


def test_boxes_to_tick_are_shown() -> None:
    signs = (
        "<w:sym w:font='Wingdings 2' w:char='F052'/><w:t>是</w:t><w:sym w:font='Wingdings' w:char='F0A8'/><w:t>否</w:t>"
    )
    assert lines(f"<w:p><w:r>{signs}</w:r></w:p>") == ["☑是☐否"]


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def table(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def test_merged_cells_count_in_each_row_and_column() -> None:
    found = lines(
        table(
            cell("档次", '<w:vMerge w:val="restart"/>') + cell("奖励", '<w:gridSpan w:val="2"/>'),
            cell("", "<w:vMerge/>") + cell("首次") + cell("升级"),
            cell("一档") + cell("50万元") + cell("20万元"),
        )
    )
    assert found == ["档次：一档 | 奖励（首次）：50万元 | 奖励（升级）：20万元"]


def test_a_table_in_a_cell_stays_in_its_cell_and_one_in_a_frame_is_a_table() -> None:
    inner = table(cell("项目") + cell("标准"), cell("租金") + cell("18元"))
    nested = table(cell("档次") + cell("说明"), cell("一档") + f"<w:tc>{inner}<w:p/></w:tc>")
    assert lines(nested) == ["档次：一档 | 说明：项目：租金，标准：18元"]
    framed = f"<w:tbl><w:tr><w:tc>{inner}<w:p/></w:tc></w:tr></w:tbl>"
    assert lines(framed) == ["项目：租金 | 标准：18元"]


def test_tables_inside_tables_without_end_are_refused() -> None:
    markup = "<w:p/>"
    for _ in range(40):
        markup = f"<w:tbl><w:tr><w:tc>{markup}<w:p/></w:tc></w:tr></w:tbl>"
    with pytest.raises(UnreadableFile, match="嵌套"):
        lines(markup)


def test_a_footnote_stands_below_its_paragraph() -> None:
    data = made("<w:p><w:r><w:t>奖励五十万元。</w:t><w:footnoteReference w:id='2'/></w:r></w:p>", "第二段。")
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "word/_rels/document.xml.rels":
                kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
                relation = f'<Relationship Id="rIdN" Type="{kind}" Target="footnotes.xml"/></Relationships>'
                text = text.replace(b"</Relationships>", relation.encode())
            new.writestr(name, text)
        note = '<w:footnote w:id="2"><w:p><w:r><w:t>含税。</w:t></w:r></w:p></w:footnote>'
        new.writestr("word/footnotes.xml", f"<w:footnotes {W}>{note}</w:footnotes>")
    assert read(stream.getvalue(), ".docx").text.split("\n") == ["奖励五十万元。", "注1：含税。", "第二段。"]


def test_headers_and_footers_are_no_text() -> None:
    def change(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "内部资料"
        document.sections[0].footer.paragraphs[0].text = "第1页"

    assert lines("正文一段。", change=change) == ["正文一段。"]


def test_a_style_of_ones_own_that_stands_in_the_outline_is_a_heading() -> None:
    def change(document: Any) -> None:
        style = document.styles.add_style("公文一级", 1)
        style.element.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {W} w:val="0"/>'))
        document.paragraphs[0].style = style

    assert lines("总体要求", "正文一段。", change=change) == ["# 总体要求", "正文一段。"]


def damaged(data: bytes, member: str) -> bytes:
    """The file with zero bytes in one of its members."""
    at = data.index(member.encode()) + 60
    return data[:at] + bytes(40) + data[at + 40 :]


def test_a_damaged_text_is_refused_in_words() -> None:
    with pytest.raises(UnreadableFile, match="已损坏"):
        read(damaged(word("正文"), "word/document.xml"), ".docx")


def test_damage_beside_the_text_costs_what_it_hit_and_is_reported() -> None:
    reading = read(damaged(word("企业可以申请补贴。"), "word/styles.xml"), ".docx")
    assert reading.text == "企业可以申请补贴。"
    assert [(repair.step, "word/styles.xml" in repair.note) for repair in reading.repairs] == [("damaged", True)]


def test_the_strict_form_of_the_format_is_read() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word("企业可以申请补贴。"))) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            new.writestr(name, old.read(name).replace(usual, b"http://purl.oclc.org/ooxml/wordprocessingml/main"))
    assert read(stream.getvalue(), ".docx").text == "企业可以申请补贴。"
