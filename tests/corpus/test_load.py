import hashlib
from datetime import date
from pathlib import Path

import pytest

from corpus.document import Kind
from corpus.errors import UnreadableFile
from corpus.load import SUFFIXES, load
from corpus.regions import covers
from corpus.split import split
from tests.corpus.files import pdf, word

POLICY = """示例市总部企业奖励办法
示政发[2024]12号
示例市人民政府　2024年3月15日印发

第一章　总则

第一条　为支持总部企业，制定本办法。

第二条　新设立的总部企业，给予500万元奖励。

第三条　本办法自2024年4月1日起施行，有效期三年。《示例市旧办法》（示政发〔2020〕8号）同时废止。
"""


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    path = tmp_path / "总部.txt"
    path.write_bytes(POLICY.encode("gb18030"))
    return path


def test_a_file_becomes_a_document_that_knows_what_it_is(policy: Path) -> None:
    document = load(policy, source_path="资料/总部.txt")
    card = document.card
    assert (card.title, card.issuer, card.doc_number) == (
        "示例市总部企业奖励办法",
        "示例市人民政府",
        "示政发〔2024〕12号",
    )
    assert (card.region, card.kind, card.published_on) == ("示例市", Kind.NORMATIVE, date(2024, 3, 15))
    assert (card.validity.effective_on, card.validity.expires_on) == (date(2024, 4, 1), date(2027, 3, 31))
    assert card.validity.evidence is not None
    assert card.validity.evidence in document.text
    assert [it.title for it in document.repeals] == ["示例市旧办法"]
    assert card.source_path == "资料/总部.txt"


def test_a_document_keeps_its_id_when_its_file_changes(policy: Path) -> None:
    before = load(policy).card
    policy.write_text("全新的内容。", encoding="utf-8")
    after = load(policy).card
    assert before.doc_id == after.doc_id
    assert before.revision != after.revision == hashlib.sha256("全新的内容。".encode()).hexdigest()


def test_the_id_belongs_to_the_place_not_to_how_it_is_spelled(policy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(policy.parent)
    assert load(Path("总部.txt")).card.doc_id == load(policy).card.doc_id


def test_a_sidecar_overrides_what_the_text_says(policy: Path) -> None:
    policy.with_name("总部.meta.yaml").write_text(
        "title: 总部办法\nregion: 廊坊\nkind: 规章\n施行日期: 2024-05-01\nexpires_on: 2025年5月1日\n", encoding="utf-8"
    )
    card = load(policy).card
    assert (card.title, card.region, card.kind) == ("总部办法", "河北省廊坊市", Kind.RULE)
    assert (card.validity.effective_on, card.validity.expires_on) == (date(2024, 5, 1), date(2025, 5, 1))
    assert card.issuer == "示例市人民政府"


def test_a_sidecar_that_is_no_yaml_is_named(policy: Path) -> None:
    policy.with_name("总部.meta.yaml").write_text("title: [", encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"总部\.meta\.yaml"):
        load(policy)


def test_traditional_text_stays_as_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("海口高新區招商\n高新區簽約項目十九個。".encode("big5"))
    document = load(path)
    assert "高新區簽約項目" in document.text
    assert document.card.region == "海南省海口市"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", POLICY.encode()),
        ("a.md", ("# " + POLICY).encode()),
        ("a.html", ("<p>" + "</p><p>".join(POLICY.split("\n")) + "</p>").encode()),
        ("a.docx", word(*POLICY.split("\n"))),
        ("a.pdf", pdf([line for line in POLICY.split("\n") if line])),
    ],
)
def test_all_formats_give_the_same_articles(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    document = load(path)
    assert document.card.title == "示例市总部企业奖励办法"
    assert [chunk.path[-1] for chunk in split(document) if chunk.path] == ["第一条", "第二条", "第三条"]
    assert path.suffix in SUFFIXES


def test_a_comment_of_the_file_does_not_show(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"# {POLICY}\n<!-- INFO END -->\n", encoding="utf-8")
    assert "<!--" not in load(path).text


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: None, "不存在"),
        (lambda path: path.mkdir(), "文件夹"),
        (lambda path: path.write_bytes(b""), "空的"),
        (lambda path: path.write_bytes(bytes(range(256)) * 9), "不是"),
    ],
)
def test_what_cannot_be_read_says_why_in_one_sentence(tmp_path: Path, make: object, reason: str) -> None:
    path = tmp_path / "a.txt"
    make(path)  # type: ignore[operator]  # the table holds plain functions
    with pytest.raises(UnreadableFile, match=reason):
        load(path)


def test_a_filter_by_region_reaches_what_load_found(policy: Path) -> None:
    assert covers("示例市", load(policy).card.region or "")
