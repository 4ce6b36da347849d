"""Whatever a document looks like, its sections tile it and its chunks hold all of it, word for word."""

import random
import re

import pytest

from corpus.document import Document
from corpus.split import LONGEST, split
from corpus.structure.outline import outline
from tests.fakes import make_card

_WORDS = "企业 园区 奖励 补贴 申报 投资 租金 人才 本市 项目 资金 3% 500万元 依照第十二条的规定 《示例办法》 （试行） Ⅲ 𠮷 ０１".split()
_OPENERS = """第一章 总则|第二章|第 三 章 奖励|第一节 资金|第一部分 要求|附则|目录|第一条 |第二条|第２条 |第十条之一 |第4-6条
第五章规定|第三条、第四条|一、|二、总体要求|（一）|（二）对企业|1.|2.材料|（1）|1.1 目的|1.2 范围|2.1.1 组成|附件：1.甲|附件1
附件：|附表二|附：|问：|答：|Q1：|Article 1 |Chapter 2 Incentives|# |## 一、范围|### 对象|(上接第一版)|示例市乙办法
示例市人民政府|2024年5月1日|名称：甲 | 金额：|§ 3 其他|第一、|首先，| |\u3000|\f""".replace("\n", "|").split("|")
_ENDS = ["。", "；", "：", "", "，", "？", "。\n\n", " | 备注：无", "”"]


def made_up(chance: random.Random) -> str:
    """A document of random lines of all forms, among them very long ones."""
    lines = []
    for _ in range(chance.randint(1, 40)):
        words = chance.choices(_WORDS, k=chance.choice([0, 1, 3, 8, 30, 200]))
        joined = chance.choice(["", "", "，", "。"]).join(words)
        lines.append(chance.choice(_OPENERS) + joined + chance.choice(_ENDS))
    return "\n".join(lines)


def document(text: str) -> Document:
    outlined = outline(text)
    return Document(make_card(), outlined.text, outlined.sections, outlined.page_starts)


def _marks(text: str) -> int:
    """Characters of the marks before headings, which the outline takes out."""
    return sum(len(found[1]) for found in re.finditer(r"^\f*(#{1,6})[^\S\n]+(?=\S)", text, re.M))


@pytest.mark.parametrize("seed", range(20))
def test_sections_tile_and_chunks_hold_everything(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(15):
        text = made_up(chance)
        whole = document(text)
        ends = [0, *(it.end for it in whole.sections)]
        assert [it.start for it in whole.sections] == ends[:-1], text
        assert ends[-1] == len(whole.text), text
        assert len("".join(whole.text.split())) == len("".join(text.split())) - _marks(text), text

        chunks = split(whole)
        position = 0
        for chunk in chunks:
            assert whole.text[chunk.start : chunk.end] == chunk.text, text
            assert not whole.text[position : chunk.start].strip(), text
            assert 0 < len(chunk.text) <= LONGEST, text
            assert any(
                it.start <= chunk.start and chunk.end <= it.end and it.path == chunk.path for it in whole.sections
            )
            position = chunk.end
        assert not whole.text[position:].strip(), text


def test_no_row_of_a_table_is_cut_that_fits_into_a_chunk() -> None:
    rows = [f"项目：厂房租金{number} | 说明：{'按季度缴纳。' * 12} | 备注：无" for number in range(30)]
    found = split(document("标准\n" + "\n".join(rows)))
    lines = [line for chunk in found for line in chunk.text.split("\n")]
    assert lines == ["标准", *rows]


def test_a_row_longer_than_a_chunk_is_cut_between_cells() -> None:
    row = " | ".join(f"项目{number}：{'甲' * 80}" for number in range(20))
    found = split(document(f"标准\n{row}"))
    assert len(found) > 2
    assert all(chunk.text.removesuffix(" |").endswith("甲") for chunk in found)


def test_a_heading_is_not_cut_off_from_its_text() -> None:
    found = split(document("题目\n一、奖励\n" + "对企业给予奖励的办法由市政府另行制定" * 20 + "。\n完。"))
    assert all(len(chunk.text) > 20 for chunk in found)
