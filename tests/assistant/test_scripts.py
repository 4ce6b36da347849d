"""Traditional texts are found and answered by Simplified questions, and the other way round, and shown as they are."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer import Answer, Outcome
from assistant.ask import ask
from assistant.open import Assistant
from assistant.settings import Settings
from index.ingest import ingest
from index.store import Store
from tests.fakes import BigramEncoder

TRADITIONAL = """西灣園區對臺灣企業扶持辦法
第一條 爲了促進兩岸產業發展，支持臺灣企業在西灣園區落戶，制定本辦法。
第二條 臺灣企業裝修理髮用品廠房的，裝修後按照實際費用的三成給予補貼，最高六十萬元。
第三條 園區裏面的人才公寓面向臺灣員工，租金減半。
"""
SIMPLIFIED = """东湾园区台湾企业补贴办法
第一条 东湾园区对台湾企业给予物流补贴，每年最高二十万元。
第二条 企业搬迁之后，园区里的仓库免租一年。
"""


@pytest.fixture
def assistant(tmp_path: Path) -> Iterator[Assistant]:
    folder = tmp_path / "policies"
    folder.mkdir()
    (folder / "西灣.txt").write_text(TRADITIONAL, encoding="utf-8")
    (folder / "东湾.txt").write_text(SIMPLIFIED, encoding="utf-8")
    with Store.open(tmp_path / "home", BigramEncoder()) as store:
        assert ingest(store, [folder]).failed == ()
        yield Assistant(store, Settings())


@pytest.mark.parametrize(
    ("question", "fact", "quoted"),
    [
        ("西湾园区台湾企业装修后的补贴最高多少？", "六十万元", "裝修後按照實際費用"),
        ("西灣園區臺灣企業裝修後的補貼最高多少？", "六十万元", "裝修後按照實際費用"),
        ("东湾园区台湾企业的物流补贴每年最高多少？", "二十万元", "台湾企业给予物流补贴"),
        ("東灣園區臺灣企業的物流補貼每年最高多少？", "二十万元", "台湾企业给予物流补贴"),
        ("西湾园区里面的人才公寓租金是多少？", "租金减半", "園區裏面的人才公寓"),
        ("東灣園區企業搬遷之後園區裏的倉庫免租多久？", "免租一年", "搬迁之后，园区里的仓库"),
    ],
)
def test_either_script_finds_the_other_and_the_quote_stays_as_written(
    assistant: Assistant, question: str, fact: str, quoted: str
) -> None:
    *_, answer = ask(assistant, question)
    assert isinstance(answer, Answer)
    assert answer.outcome is Outcome.ANSWERED
    assert fact in answer.text
    assert any(quoted in citation.quote for citation in answer.citations)
