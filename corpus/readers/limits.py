"""What a hostile or broken file may cost before it is refused; limits on time and memory are set around the process."""

import io
import os
import stat
import zipfile
import zlib

from corpus.errors import UnreadableFile

_MOST_MEMBERS = 20_000
"""A Word file has a dozen parts and one for each picture."""
_MOST_UNPACKED = 600 * 1024**2
"""Bytes: a report full of scanned pictures unpacks to 200 MB."""
_MOST_MARKUP = 150 * 1024**2
"""Bytes of XML, of which each takes ten or more once parsed; a book of 500 pages has 10 MB."""
_HIGHEST_RATIO = 300
"""Unpacked to packed: markup reaches 30, a sheet of equal rows 100, a bomb 1,000."""
_SMALL = 5 * 1024**2
"""Bytes below which a ratio does no harm."""
MOST_BYTES = 500 * 1024**2
"""Of a file; a scanned book of 1,000 pages has 300 MB."""
MOST_PAGES = 3000
"""Pages of a PDF; the longest yearbooks have 1,500."""
MOST_SCANNED_PAGES = 300
"""Pages recognised in one file: seconds each, so more than this belongs into several files."""
MOST_CELLS = 2_000_000
"""Filled or merged cells of a workbook: a list of 50,000 firms with 40 columns."""
MOST_CELLS_OF_PAGE = 500_000
"""Places that the cells of a web page's tables cover: spans make thousands of one cell."""
MOST_COLUMNS = 1000
MOST_PIXELS = 120_000_000
"""An A3 page at 600 dpi has 70 million."""
DEEPEST = 20
"""Tables inside tables; nobody draws more than three."""


UNPACKING_FAILS = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError)
"""What zipfile raises for a member that is damaged, or (NotImplementedError) packed by a method that it does not know."""


def check_file(status: os.stat_result) -> None:
    """Raises UnreadableFile for what is no file, such as a pipe, which would never end, and for a file that is too large."""
    if not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):
        raise UnreadableFile("这不是普通文件（而是管道、设备或套接字），没有读取。")
    if status.st_size > MOST_BYTES:
        raise UnreadableFile(
            f"文件有 {_megabytes(status.st_size)}，超过 {_megabytes(MOST_BYTES)}；请拆分，或压缩其中的图片后重新收录。"
        )


def unpacked(data: bytes) -> zipfile.ZipFile:
    """The archive, its directory checked: members cannot yield more than the sizes that it declares.

    Raises UnreadableFile for a damaged archive, a bomb, or one with a password.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except (*UNPACKING_FAILS, ValueError, OverflowError):
        raise UnreadableFile("文件不完整：像是 Office 文件或压缩包，但结尾缺失；请重新下载。") from None
    total = sum(it.file_size for it in members)
    markup = sum(it.file_size for it in members if it.filename.lower().endswith((".xml", ".rels", ".vml")))
    too_dense = total > _SMALL and total > _HIGHEST_RATIO * max(1, len(data))
    if len(members) > _MOST_MEMBERS or total > _MOST_UNPACKED or markup > _MOST_MARKUP or too_dense:
        raise UnreadableFile(
            f"文件只有 {_megabytes(len(data))}，解压后却有 {len(members)} 个部件、{_megabytes(total)}，超出可以处理的大小；"
            "如果来源可靠，请拆分后分别收录。"
        )
    if any(it.flag_bits & 1 for it in members):
        raise UnreadableFile("文件设有密码；请去掉密码后重新收录。")
    return archive


def _megabytes(count: int) -> str:
    return f"{count / 1024**2:.1f} MB"
