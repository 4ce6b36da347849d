"""Two made-up policies, and the question that is asked of them while the model fails."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.scripted import shown_passages
from index.encoder import Encoder
from index.ingest import ingest
from index.store import Store

QUESTION = "东湖园区的租金补贴是多少？"
EVIDENCE = "80%"
"""Stands in every right answer."""
_POLICIES = {
    "东湖园区产业扶持办法": """东湖园区产业扶持办法
示东管〔2024〕6号

第一条 为了支持企业入驻东湖园区，制定本办法。
第二条 企业租用标准厂房的，前两年按照实际租金的80%给予补贴，每家企业每年最高100万元。
第三条 园区提供人才公寓300套，租期不超过三年。
第四条 本办法自2024年5月1日起施行，有效期五年。
""",
    "青岚园区招商扶持政策": """青岚园区招商扶持政策
第一条 入驻企业第一年租金补贴50%，每年最高60万元。
第二条 对企业货运给予物流补贴，每年最高30万元。
""",
}


def right_answer(request: str) -> str:
    """What a model that works says to a request that shows the passages."""
    numbers = [number for number, text in shown_passages(request).items() if "实际租金" in text]
    return f"东湖园区前两年按照实际租金的80%给予补贴。[{numbers[0] if numbers else 99}]"


@contextmanager
def small_store(encoder: Encoder) -> Iterator[Store]:
    """The policies, taken into a store that is gone afterwards."""
    with TemporaryDirectory(prefix="wence-faults-") as folder:
        files = Path(folder, "policies")
        files.mkdir()
        for name, text in _POLICIES.items():
            (files / f"{name}.txt").write_text(text, "utf-8")
        with Store.open(Path(folder, "home"), encoder) as store:
            ingest(store, [files])
            yield store
