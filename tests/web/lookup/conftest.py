"""A small index to look things up in."""

from collections.abc import Iterator

import pytest

from assistant.open import Assistant
from assistant.settings import Settings
from assistant.web.lookup.results import Finder
from index.encoder import open_encoder
from index.ingest import ingest
from index.store import Store

TEXTS = {
    "甲.txt": """云岭市东园区租金补贴办法
云管发〔2025〕3号
云岭市东园区管理委员会 2025年2月10日
第一条 本办法适用于入驻云岭市东园区的企业。
第二条 企业租用标准厂房的，前两年按照实际租金的80%给予补贴，每家企业每年最高100万元。
第三条 本办法自2025年3月1日起施行。
""",
    "乙.txt": """云岭市东园区租金补贴暂行规定
第一条 企业租用标准厂房的，按照实际租金的20%给予补贴，每年最高10万元。
第二条 本规定自2020年1月1日起施行，有效期至2022年12月31日。
""",
    "丙.txt": """沧州市物流补贴办法
沧政发〔2024〕12号
沧州市人民政府 2024年4月2日
第一条 沧州市对企业货运给予物流补贴，每年最高30万元。
第二条 本办法自2024年5月1日起施行。
""",
    "丁.txt": """廊坊市养老服务条例
廊坊市人民代表大会常务委员会 2023年9月1日
第一条 为了规范养老服务，制定本条例。
第二条 社区应当为老年人提供“日间照料”服务，不得收取租金。
第三条 本条例自2023年10月1日起施行。
""",
    "载荷.txt": """<img src=x onerror=alert(1)>攻击载荷汇编
第一条 攻击载荷：<script>alert(1)</script> 与 "><iframe src="javascript:alert(1)"></iframe>。
""",
}


@pytest.fixture(scope="session")
def finder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Finder]:
    folder = tmp_path_factory.mktemp("policies")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Store.open(tmp_path_factory.mktemp("store") / "home", open_encoder()) as store:
        assert ingest(store, [folder]).failed == ()
        yield Finder(Assistant(store, Settings()))
