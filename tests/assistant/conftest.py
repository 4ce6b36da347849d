"""A small index of made-up policies, through the real store, for the tests of this stage."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.open import Assistant
from assistant.settings import Settings
from index.ingest import ingest
from index.store import Store
from tests.fakes import BigramEncoder

DONGHU = """东湖园区产业扶持办法
示东管〔2024〕6号

第一条 为了支持企业入驻东湖园区，制定本办法。
第二条 企业租用标准厂房的，前两年按照实际租金的80%给予补贴，每家企业每年最高100万元。
第三条 申请扶持资金的企业应当符合下列条件：
（一）在东湖园区注册并依法纳税；
（二）近三年未发生重大安全事故；
（三）按时报送统计数据。
第四条 园区提供人才公寓300套。
第五条 本办法自2024年5月1日起施行，有效期五年。
"""
QINGLAN = """青岚园区招商扶持政策
第一条 入驻企业第一年租金补贴50%，每年最高60万元。
第二条 对企业货运给予物流补贴，每年最高30万元。
第三条 本政策自2025年3月1日起施行。《青岚园区招商扶持政策（试行）》同时废止。
"""
OLD = """青岚园区招商扶持政策（试行）
第一条 入驻企业第一年租金补贴20%，每年最高10万元。
第二条 本政策自2020年3月1日起试行。
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    folder = tmp_path / "policies"
    folder.mkdir()
    for name, text in (("东湖.txt", DONGHU), ("青岚.txt", QINGLAN), ("青岚试行.txt", OLD)):
        (folder / name).write_text(text, encoding="utf-8")
    with Store.open(tmp_path / "home", BigramEncoder()) as store:
        assert ingest(store, [folder]).failed == ()
        yield store


@pytest.fixture
def assistant(store: Store) -> Assistant:
    return Assistant(store, Settings(contact="示例热线 12345"))
