"""What a document answers has more support than what it nearly answers, and that more than what it has nothing of."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answerable import ENOUGH, NAMES, NOTHING, WEIGHTS, measure
from assistant.look import Look, look
from assistant.open import Assistant, assistant_over, open_encoder_of
from assistant.question import questions
from assistant.settings import Settings
from index.hit import Filters
from index.ingest import ingest
from index.store import Store

HARBOUR = """云港物流园区招商扶持办法
云港管发〔2025〕6号

第一条 为了吸引物流和冷链企业入驻云港物流园区，制定本办法。
第二条 企业租用园区标准仓库的，前两年按照实际租金的60%给予租金补贴，每家企业每年最高90万元。
第三条 冷链企业新购置冷藏车的，每辆给予2万元补助，单个企业最高补助20辆。
第四条 园区管委会自受理申请之日起20个工作日内完成审核。
第五条 本办法自2025年3月1日起施行，有效期五年。
"""
NEWS = """云港物流园区一季度招商成果发布

今年第一季度，云港物流园区签约项目32个，总投资58亿元。园区管委会副主任周岚介绍，新建的冷链仓库年内投入使用。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """With the encoder that is shipped: the weights were fitted on what it tells of words."""
    folder: Path = tmp_path_factory.mktemp("answerable")
    (folder / "in").mkdir()
    (folder / "in" / "办法.txt").write_text(HARBOUR, "utf-8")
    (folder / "in" / "新闻.txt").write_text(NEWS, "utf-8")
    settings = Settings(model=None)
    with Store.open(folder / "home", open_encoder_of(settings)) as store:
        ingest(store, [folder / "in"])
        yield assistant_over(store, settings)


def looked_up(assistant: Assistant, text: str) -> Look:
    (question,) = questions(text, max_chars=200)
    return look(assistant, question, Filters())


@pytest.mark.parametrize(
    "question",
    [
        "云港物流园区的租金补贴每年最高多少？",
        "云港物流园区租用标准仓库，前两年补贴多少？",
        "冷链企业购置冷藏车每辆补助多少？",
        "云港物流园区的审核要多少个工作日？",
        "云港物流园区第一季度签约项目多少个？",
    ],
)
def test_what_the_documents_say_has_enough_support(assistant: Assistant, question: str) -> None:
    assert looked_up(assistant, question).support >= ENOUGH


@pytest.mark.parametrize(
    "question",
    [
        "云港物流园区的装修补贴最高多少？",
        "云港物流园区的食堂有多少张餐桌？",
        "云港物流园区第二季度签约项目多少个？",
        "冷链企业上市奖励多少？",
        "云港物流园区的仓库是哪家公司承建的？",
        "红烧肉要炖多久？",
        "上证指数下周会涨吗？",
    ],
)
def test_what_the_documents_are_silent_on_has_not(assistant: Assistant, question: str) -> None:
    assert looked_up(assistant, question).support < ENOUGH


@pytest.mark.parametrize(
    ("question", "name", "value"),
    [
        ("云港物流园区第二季度签约项目多少个？", "another part", 1),
        ("云港物流园区第一季度签约项目多少个？", "another part", 0),
        ("云港物流园区管委会主任是谁？", "deputy", 1),
        ("云港物流园区管委会副主任是谁？", "deputy", 0),
        ("云港物流园区的租金补贴最高多少？", "another benefit", 0),
        ("云港物流园区的仓库是哪家公司承建的？", "firm missing", 1),
        ("冷链企业最高补助多少辆冷藏车？", "count there", 1),
        ("云港物流园区的租金补贴最高多少？", "money there", 1),
    ],
)
def test_the_signs_are_read_from_question_and_sentence(
    assistant: Assistant, question: str, name: str, value: float
) -> None:
    found = looked_up(assistant, question)
    assert found.best is not None
    text = assistant.text_of(found.best.hit.chunk.card)
    assert measure(found.question, found.best, text, assistant.lexicon)[NAMES.index(name)] == value


def test_a_question_without_a_word_to_look_for_has_none(assistant: Assistant) -> None:
    assert looked_up(assistant, "那是什么？").support == NOTHING


def test_there_is_a_weight_for_each_measure() -> None:
    assert len(WEIGHTS) == len(NAMES)
