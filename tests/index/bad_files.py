"""Files made to exhaust, confuse or break whatever reads them, by name, each with what its refusal must say."""

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from tests.corpus.files import pdf, word

MEGABYTE = 1 << 20

Bad = tuple[str, bytes, str]
"""Name, bytes, and a pattern of the reason."""


def bad_files() -> Iterator[Bad]:
    """All of them; none takes a second, or 3 MB, to make."""
    yield from _empty()
    yield from _bombs()
    yield from _packages()
    yield from _pdfs()
    yield from _too_many()
    yield from _disguised()
    yield from _pictures()


def _empty() -> Iterator[Bad]:
    yield "空文件.txt", b"", "空的"
    yield "只有空白.md", b" \n\t\r\n" * 1000, "空的"
    yield "全是零.pdf", bytes(100_000), "空的"
    yield "没有文字.html", b"<html><body><script>document.write('x')</script></body></html>", "没有可以收录的文字"
    yield "没有文字.docx", word(""), "没有文字"
    yield "没有文字.xlsx", _workbook(""), "没有文字"
    yield "没有文字.pdf", pdf([]), "没有可以读取的文字"


def _bombs() -> Iterator[Bad]:
    """Little that unpacks to much."""
    blanks = b" " * (20 * MEGABYTE)
    too_much = "解压后却有|超出可以处理"
    yield "炸弹.docx", _package({"word/document.xml": blanks}), too_much
    yield "炸弹.xlsx", _package({"xl/workbook.xml": b"<a/>", "xl/sharedStrings.xml": blanks}), too_much
    yield "炸弹.pptx.docx", _package({"ppt/presentation.xml": b"<a/>", "ppt/slides/slide1.xml": blanks}), too_much
    yield (
        "炸弹.odt",
        _package({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": blanks}),
        too_much,
    )
    inner = _package({"a.xml": blanks})
    yield "套着压缩包.docx", _package({f"{number}.zip": inner for number in range(20)}), "压缩包"
    yield "部件太多.docx", _package({f"word/{number}.xml": b"" for number in range(21_000)}), "21000 个部件"
    yield "谎报大小.docx", _lying(_package({"word/document.xml": blanks})), "已损坏|超出可以处理"
    yield "重叠的部件.docx", _overlapping(), "超出可以处理"
    yield "炸弹.gz.txt", gzip.compress(blanks), "gzip 压缩包"
    yield "实体炸弹.docx", _word_xml(_LAUGHS, "<w:p><w:r><w:t>&lol9;</w:t></w:r></w:p>"), "没有文字|已损坏"
    yield "实体炸弹.xlsx", _sheet_xml(_LAUGHS, "&lol9;"), "没有文字|已损坏"
    yield "外部实体.docx", _word_xml(_OUTSIDE, "<w:p><w:r><w:t>&secret;</w:t></w:r></w:p>"), "没有文字|已损坏"
    yield "流炸弹.pdf", _streams(zlib.compress(b"q " * (90 * MEGABYTE), 6)), "数据流"
    twice = zlib.compress(zlib.compress(b" " * (200 * MEGABYTE), 1), 6)
    yield "双层流炸弹.pdf", _streams(twice, "[/FlateDecode /FlateDecode]"), "数据流"
    yield "一千条流.pdf", _streams(zlib.compress(b" " * (20 * MEGABYTE), 6), times=1000), "数据流"


def _packages() -> Iterator[Bad]:
    """Office files that are damaged, locked or nested."""
    good = word("示例市停车办法", "第一条 停车费每小时5元。")
    yield "只有一半.docx", good[: len(good) // 2], "不完整|已损坏"
    yield "正文丢失.docx", _package({"[Content_Types].xml": b"<Types/>"}), "压缩包"
    yield "正文不是XML.docx", _package({"word/document.xml": b"not xml at all"}), "已损坏"
    yield "带密码的压缩包.docx", _locked(good), "密码"
    yield "嵌套太深.docx", _word_xml("", _nested(60)), "嵌套|已损坏"
    yield "标签太深.docx", _word_xml("", "<w:sdt>" * 3000 + "</w:sdt>" * 3000), "已损坏|没有文字|嵌套"
    yield "演示文稿.docx", _package({"ppt/presentation.xml": b"<a/>"}), "PowerPoint"
    yield "二进制工作簿.xlsx", _package({"xl/workbook.bin": b"x"}), "xlsb"
    yield "坏的工作簿.xlsx", _package({"xl/workbook.xml": b"<workbook"}), "已损坏"
    yield "旧格式没有正文.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "没有找到 Word 正文"


def _pdfs() -> Iterator[Bad]:
    yield "空壳.pdf", b"%PDF-1.7\n%%EOF", "PDF 已损坏"
    yield "有密码.pdf", pdf(["示例市停车办法"], password="secret"), "密码"
    yield "页数太多.pdf", _many_pages(4000), "超过 3000 页"
    yield "自己是自己的下级.pdf", _circle(), "PDF 已损坏|没有可以读取"


def _too_many() -> Iterator[Bad]:
    """More cells, levels or parts than anything that people make."""
    yield "格子太多.csv", b"a,b,c,d,e,f,g,h,i,j\n" * 210_000, "单元格"
    spans = "<tr>" + '<td colspan="50" rowspan="50">奖励</td>' * 50 + "</tr>"
    yield "合并格炸弹.html", f"<table>{spans * 60}</table>".encode(), "单元格"
    merged = "".join(f'<mergeCell ref="A{row}:ALL{row}"/>' for row in range(1, 3000))
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="str"><v>x</v></c></row>' for row in range(1, 3000))
    rows += '<row r="3000"><c r="ALL3000" t="str"><v>x</v></c></row>'
    yield "合并格炸弹.xlsx", _sheet_rows(rows, f"<mergeCells>{merged}</mergeCells>"), "单元格"
    parts = b"--x\r\nContent-Type: image/png\r\n\r\nx\r\n" * 6000
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n'
    yield "部件太多.mht", head + parts + b"--x--\r\n", "部件超过"


def _disguised() -> Iterator[Bad]:
    """Programs and other things under the name of a document."""
    yield "程序.docx", b"MZ" + bytes(3000), "可执行程序"
    yield "程序.pdf", b"\x7fELF" + bytes(3000), "可执行程序"
    yield "压缩包.docx", b"Rar!\x1a\x07\x00" + bytes(300), "RAR"
    yield "压缩包.xlsx", b"7z\xbc\xaf\x27\x1c" + bytes(300), "7z"
    yield "数据库.txt", b"SQLite format 3\x00" + bytes(3000), "SQLite"
    yield "乱码.txt", bytes(range(128, 256)) * 300, "不是可以识别的文字"
    yield "标错编码.txt", b"\xff\xfe" + b"\x00\xd8" * 3000, "UTF-16"


def _pictures() -> Iterator[Bad]:
    yield "像素太多.png", _png(60_000, 60_000), "像素|文字识别"
    yield "半张图.png", _png(10, 10)[:40], "图片|文字识别"


_LAUGHS = (
    "<!DOCTYPE a ["
    + '<!ENTITY lol0 "奖励">'
    + "".join(f'<!ENTITY lol{level} "{f"&lol{level - 1};" * 10}">' for level in range(1, 10))
    + "]>"
)
_OUTSIDE = '<!DOCTYPE a [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def _package(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def _word_xml(head: str, body: str) -> bytes:
    text = f'<?xml version="1.0"?>{head}<w:document {_W}><w:body>{body}</w:body></w:document>'
    return _package({"word/document.xml": text.encode()})


def _nested(levels: int) -> str:
    start = "<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc>" * levels
    return start + "<w:p><w:r><w:t>x</w:t></w:r></w:p>" + "</w:tc></w:tr></w:tbl>" * levels


def _workbook(text: str) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = text or None
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _sheet_xml(head: str, text: str) -> bytes:
    return _rewritten(
        f'<?xml version="1.0"?>{head}<worksheet {_S}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>'
        "</sheetData></worksheet>"
    )


def _sheet_rows(rows: str, behind: str) -> bytes:
    return _rewritten(f'<?xml version="1.0"?><worksheet {_S}><sheetData>{rows}</sheetData>{behind}</worksheet>')


def _rewritten(sheet: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(_workbook("x"))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return _package(members | {"xl/worksheets/sheet1.xml": sheet.encode()})


def _lying(data: bytes) -> bytes:
    """The same with a directory that says that its member is 1,000 bytes long."""
    at = data.rindex(b"PK\x01\x02")
    return data[: at + 24] + struct.pack("<L", 1000) + data[at + 28 :]


def _overlapping() -> bytes:
    """Many names for one member: what each unpacks to counts, however little it takes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("word/document.xml", b" " * (4 * MEGABYTE))
        first = archive.infolist()[0]
        for number in range(300):
            twin = zipfile.ZipInfo(f"word/{number}.xml")
            for name in ("compress_type", "CRC", "compress_size", "file_size", "header_offset"):
                setattr(twin, name, getattr(first, name))
            archive.filelist.append(twin)
            archive.NameToInfo[twin.filename] = twin
        archive._didModify = True  # type: ignore[attr-defined]  # or no directory is written
    return stream.getvalue()


def _locked(data: bytes) -> bytes:
    """The same with the mark of encryption on every member."""
    changed = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(mark)
        while at >= 0:
            changed[at + offset] |= 1
            at = changed.find(mark, at + 4)
    return bytes(changed)


def _streams(packed: bytes, decoder: str = "/FlateDecode", times: int = 1) -> bytes:
    """A PDF whose one page is drawn by this stream, so many times over."""
    contents = " ".join(["4 0 R"] * times)
    return _objects(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> /Contents [%s] >>" % contents.encode(),
        b"<< /Length %d /Filter %s >>\nstream\n%s\nendstream" % (len(packed), decoder.encode(), packed),
    )


def _many_pages(count: int) -> bytes:
    """A PDF whose tree of pages names one page over and over."""
    kids = b"3 0 R " * count
    return _objects(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> >>",
    )


def _circle() -> bytes:
    return _objects(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [2 0 R] /Count 1 /Parent 2 0 R >>",
    )


def _objects(*bodies: bytes) -> bytes:
    out, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(bodies) + 1, start)
    return bytes(out)


def _png(width: int, height: int) -> bytes:
    def part(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))

    head = struct.pack(">LLBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(b"x" * 100)) + part(b"IEND", b"")
