"""The system section tells how things are set, without any secret, and how large and fast they are."""

from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import SecretStr

from assistant.accounts.keys import holder
from assistant.accounts.users import all_users
from assistant.settings import Settings
from assistant.web.desk.office import Office
from assistant.web.desk.system.figures import readable, sizes, speeds
from assistant.web.desk.system.section import System
from assistant.web.desk.system.words import CHINESE
from tests.web.desk.conftest import visit


def test_secrets_are_said_to_be_set_and_never_shown(office: Office) -> None:
    secret = "sk-北山-0123456789"
    settings = office.assistant.settings.model_copy(update={"api_keys": SecretStr(secret)})
    html = System(replace(office, assistant=replace(office.assistant, settings=settings))).view(visit("system"))
    assert secret not in html
    assert "WENCE_API_KEYS</code></td>" in html
    assert "已设置" in html


def test_every_setting_is_explained_in_chinese() -> None:
    assert set(Settings.model_fields) - set(CHINESE.meanings) == set()


def test_a_log_without_answers_has_no_speed(office: Office) -> None:
    assert speeds(office.assistant.store.catalog.engine) is None
    assert "还没有回答可以统计" in System(office).view(visit("system"))


def test_the_folder_of_the_index_is_measured_by_its_parts(office: Office) -> None:
    found = sizes(office.assistant.store.home)
    assert {"catalog", "originals", "chroma", "lexical"} >= set(found)
    assert found["catalog"] >= Path(office.assistant.store.home / "catalog.sqlite3").stat().st_size


def test_the_copy_that_an_upgrade_leaves_is_not_counted_as_the_catalog(tmp_path: Path) -> None:
    (tmp_path / "catalog.sqlite3").write_bytes(b"x" * 2000)
    (tmp_path / "catalog.sqlite3-wal").write_bytes(b"x" * 3000)
    (tmp_path / "catalog.sqlite3.before-6").write_bytes(b"x" * 4000)
    assert sizes(tmp_path) == {"catalog": 5000, "before": 4000}


@pytest.mark.parametrize(("size", "told"), [(12, "12 B"), (2600, "2.6 KB"), (3_400_000, "3.4 MB"), (7.1e9, "7.1 GB")])
def test_sizes_are_read_by_people(size: float, told: str) -> None:
    assert readable(int(size)) == told


def test_only_administrators_see_and_change_accounts_and_keys(office: Office) -> None:
    engine, staff = office.assistant.store.catalog.engine, visit("system")
    fields = {"name": "王芳", "role": "staff", "password": "铜壶-kettle-桥"}
    assert not System(office).act("add-user", fields, staff).is_good
    assert "接口密钥" not in System(office).view(staff)
    assert all_users(engine) == []
    admin = replace(staff, is_admin=True)
    assert System(office).act("add-user", fields, admin).is_good
    System(office).act("disable", {"name": "王芳"}, admin)
    html = System(office).view(admin)
    assert "王芳" in html
    assert "已停用" in html
    assert "kettle" not in html


def test_a_key_is_shown_once_and_opens_nothing_after_it_is_removed(office: Office) -> None:
    engine, admin = office.assistant.store.catalog.engine, replace(visit("system"), is_admin=True)
    said = System(office).act("add-key", {"name": "小程序", "role": "visitor"}, admin).text
    key = next(word for word in said.replace("：", " ").replace("　", " ").split() if word.startswith("wence-"))
    assert holder(engine, key) is not None
    assert key not in System(office).view(admin)
    System(office).act("remove-key", {"name": "小程序"}, admin)
    assert holder(engine, key) is None
