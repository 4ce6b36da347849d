"""The whole site with accounts over a small stock, and browsers that may reach nothing else."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from assistant.answer import Answer
from assistant.ask import ask
from assistant.log.door import kept
from assistant.log.entry import Channel
from assistant.log.feedback import Opinion, Reason, give
from assistant.open import Assistant
from assistant.settings import Accounting, Settings
from assistant.web.server import build_app
from evals.desk.section import EvaluationSection
from evals.runs import Evaluations
from index.encoder import open_encoder
from index.ingest import ingest
from index.store import Store
from tests.assistant.test_compare import LOTUS, PINE
from tests.web.conftest import OLD, RENT, running
from tests.web.document.texts import NEW_RULES, OLD_RULES
from tests.web.login.site import PASSWORD, with_people

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LONG_TITLE = (
    "云岭市人民政府办公室关于印发云岭市促进先进制造业和现代服务业深度融合发展专项资金使用管理实施细则的通知" * 6
)[:300]
LONG = f"""第一条 融合发展专项资金按照项目投资额的6%给予补助，单个项目最高500万元。
第二条 {"本细则所称融合发展包括智能工厂供应链管理服务型制造工业设计检验检测" * 12}。
第三条 材料网址为 https://example.invalid/{"a" * 240} 。
"""
TEXTS = {
    "东园.txt": RENT,
    "旧规定.md": OLD,
    "条例2019.txt": OLD_RULES,
    "条例2024.txt": NEW_RULES,
    "莲塘.txt": LOTUS,
    "松岭.txt": PINE,
    "长标题.txt": LONG,
    "长标题.txt.meta.yaml": f"title: {LONG_TITLE}\n",
}
RENT_QUESTION = "东园区租用标准厂房的租金补贴最高多少？"
REFUSED = "月球基地的停车费是多少？"
TABLE_QUESTION = "莲塘园区和松岭高新区的优惠政策有什么区别"


@dataclass(frozen=True, slots=True)
class Site:
    """What is served, and where."""

    address: str
    ids: dict[str, str]
    """Of documents, by the name of their file."""
    session: str
    """The cookie of somebody on the staff."""


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One application for all tests here: with questions of visitors, their opinions, and a member of staff."""
    folder, home = tmp_path_factory.mktemp("policies"), tmp_path_factory.mktemp("store") / "home"
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    with ExitStack() as stack:
        store = stack.enter_context(Store.open(home, open_encoder()))
        assert ingest(store, [folder]).failed == ()
        with_people(store.catalog.engine)
        assistant = Assistant(store, Settings(home=home, accounts=Accounting.ON, contact="示例热线 12345"))
        door = stack.enter_context(kept(ask, assistant, Channel.WEB))
        _visited(assistant, door)
        evaluation = EvaluationSection(Evaluations(home), store)
        address = stack.enter_context(running(lambda: build_app(assistant, door, None, (evaluation,))))
        ids = {Path(card.source_path).name: card.doc_id for card in store.catalog.cards()}
        yield Site(address, ids, _signed_in(address))


def _visited(assistant: Assistant, door: Any) -> None:
    for question in (RENT_QUESTION, REFUSED, "云岭市东园区的食堂几点开门？"):
        *_, answer = door(assistant, question)
        assert isinstance(answer, Answer)
        opinion = Opinion(is_helpful=False, reason=next(iter(Reason)), remark="没有说清楚第二年怎么算。")
        give(assistant.store.catalog.engine, str(answer.entry_id), "a" * 64, opinion)


def _signed_in(address: str) -> str:
    form = {"username": "李明", "password": PASSWORD}
    answer = httpx.post(f"{address}/login", data=form, headers={"Origin": address}, timeout=60)
    return answer.cookies["wence_session"]


Look = Callable[..., "Page"]


@pytest.fixture
def look(browser: "Browser", site: Site) -> Iterator[Look]:
    """Opens a page of the site; in the end nothing may have been asked of another host."""
    contexts, elsewhere = [], list[str]()

    def look(path: str, ready: str, width: int = 1440, theme: str = "light", *, staff: bool = False) -> "Page":
        height = 844 if width < 500 else 900
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale="zh-CN",
            color_scheme=theme,  # type: ignore[arg-type]  # "light" or "dark"
            reduced_motion="reduce",
        )
        contexts.append(context)
        if staff:
            context.add_cookies([{"name": "wence_session", "value": site.session, "url": site.address}])
        ours = (site.address, "data:", "blob:")
        context.on("request", lambda it: None if it.url.startswith(ours) else elsewhere.append(it.url))
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.goto(site.address + path)
        page.wait_for_selector(ready)
        return page

    yield look
    for context in contexts:
        context.close()
    assert elsewhere == []
