import pytest

from assistant.evidence import Sentence
from assistant.features import Features
from assistant.lists import list_around
from assistant.statement import cite
from index.hit import Hit
from tests.fakes import make_hit

NO_MEASURES = Features(*[0.0] * 14)


def listed(best: str, *chunks: str) -> str:
    """The list around the sentence `best`, in a document of these chunks."""
    hits: list[Hit] = []
    for text in chunks:
        start = sum(len(hit.chunk.text) + 1 for hit in hits)
        hits.append(make_hit(text, rank=len(hits) + 1, start=start))
    hit = next(hit for hit in hits if best in hit.chunk.text)
    sentence = Sentence(hit, hit.chunk.text.index(best), best, NO_MEASURES, 0.0)
    return cite(list_around(sentence, hits))[0]


CONDITIONS = "第三条 企业应当符合下列条件：\n（一）依法纳税；\n（二）无重大事故；\n（三）按时报数。\n第四条 其他。"
WHOLE = "第三条 企业应当符合下列条件：[1]\n- （一）依法纳税；[1]\n- （二）无重大事故；[1]\n- （三）按时报数。[1]"


@pytest.mark.parametrize("best", ["第三条 企业应当符合下列条件：", "（二）无重大事故；", "（三）按时报数。"])
def test_a_list_is_whole_wherever_it_was_found(best: str) -> None:
    assert listed(best, CONDITIONS) == WHOLE


def test_a_list_that_runs_over_two_chunks_cites_both() -> None:
    text = listed("（一）申请表；", "三、申请材料\n（一）申请表；\n（二）营业执照；", "（三）承诺书。")
    assert text == "三、申请材料[1]\n- （一）申请表；[1]\n- （二）营业执照；[1]\n- （三）承诺书。[2]"


def test_an_item_with_a_list_of_its_own_keeps_it() -> None:
    text = listed("（一）奖励：", "标准如下：\n（一）奖励：\n1. 甲类；\n2. 乙类。\n（二）补贴。")
    assert "1. 甲类；" in text
    assert "（二）补贴。" in text or text.startswith("（一）奖励：")


def test_the_rows_of_a_table_are_items() -> None:
    text = listed(
        "材料：营业执照 | 份数：1", "申请材料\n材料：申请表 | 份数：2\n材料：营业执照 | 份数：1\n说明文字，到此为止。"
    )
    assert text == "申请材料[1]\n- 材料：申请表 | 份数：2[1]\n- 材料：营业执照 | 份数：1[1]"


def test_clauses_behind_a_colon_are_items() -> None:
    text = listed(
        "瞄向外企;", "前一句。园区有两个瞄向:瞄向央企;瞄向外企。后一句。".replace("外企。", "外企;瞄向民企。")
    )
    assert text == "园区有两个瞄向：[1]\n- 瞄向央企[1]\n- 瞄向外企[1]\n- 瞄向民企。[1]"


def test_items_counted_in_words_are_items() -> None:
    text = listed("二是抓项目；", "今年有三件事。一是抓招商；二是抓项目；三是抓服务。")
    assert text.splitlines()[1:] == ["- 一是抓招商；[1]", "- 二是抓项目；[1]", "- 三是抓服务。[1]"]


def test_running_text_is_no_list() -> None:
    assert listed("第二句。", "第一句。第二句。\n另一段。") == ""
