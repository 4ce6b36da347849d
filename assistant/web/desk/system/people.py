"""Who may sign in and which programs have keys, for administrators."""

from collections.abc import Mapping
from html import escape

from sqlalchemy import Engine

from assistant.accounts.keys import add_key, all_keys, remove_key
from assistant.accounts.role import Role
from assistant.accounts.users import add_user, all_users, remove_user, set_active, set_password, set_role
from assistant.web.desk.form import button, choice, folded, form, text
from assistant.web.desk.moments import minute
from assistant.web.desk.system.people_words import CHINESE, ENGLISH, Words
from assistant.web.desk.table import Column, marked, table
from assistant.web.desk.visit import Done, Visit

DEEDS = frozenset({"add-user", "role", "disable", "enable", "password", "remove-user", "add-key", "remove-key"})
"""What only administrators may do."""


def people(engine: Engine, visit: Visit) -> str:
    """Two boxes: people and keys, each with a way to add one."""
    said = CHINESE if visit.said.is_chinese else ENGLISH
    return f'<div class="halves">{_users(engine, visit, said)}{_keys(engine, visit, said)}</div>'


def done(engine: Engine, deed: str, fields: Mapping[str, str], visit: Visit) -> Done:
    """Does what an administrator asks for. Raises AccountError, StoreError."""
    said, name = CHINESE if visit.said.is_chinese else ENGLISH, fields.get("name", "")
    role = next((it for it in Role if it.value == fields.get("role")), Role.VISITOR)
    if deed == "add-user":
        add_user(engine, name, role, fields.get("password", ""))
    elif deed == "role":
        set_role(engine, name, role)
    elif deed in ("disable", "enable"):
        set_active(engine, name, active=deed == "enable")
    elif deed == "password":
        set_password(engine, name, fields.get("password", ""))
    elif deed == "remove-user":
        remove_user(engine, name)
    elif deed == "remove-key":
        remove_key(engine, name)
    else:
        return Done(said.key_made.format(name=name, key=add_key(engine, name, role)))
    return Done(said.did[deed].format(name))


def _users(engine: Engine, visit: Visit, said: Words) -> str:
    columns = (Column(said.name, name="main"), Column(said.role), Column(said.since, name="time"), Column(said.deeds))
    rows = []
    for it in all_users(engine):
        state = "" if it.is_active else " " + marked(said.disabled, "plain")
        role = Role.STAFF if it.role is Role.ADMIN else Role.ADMIN
        turned = "disable" if it.is_active else "enable"
        ways = (
            form("role", button(said.make[role], describes=it.name), css="inline", name=it.name, role=role.value)
            + form(turned, button(said.turn[turned], describes=it.name), css="inline", name=it.name)
            + form(
                "password", _password(said) + button(said.change_word, describes=it.name), css="inline", name=it.name
            )
            + form("remove-user", button(said.remove, "danger", describes=it.name), css="inline", name=it.name)
        )
        rows.append(
            (escape(it.name) + state, said.roles[it.role], minute(it.created_at)[:10], folded(said.change, ways))
        )
    added = (
        text("name", said.name, more="required maxlength=64")
        + choice("role", said.role, [(it.value, said.roles[it]) for it in (Role.STAFF, Role.ADMIN)])
        + _password(said)
        + f'<div class="send">{button(said.add_user, "primary")}</div>'
    )
    listed = table(said.users, columns, rows, visit) if rows else f'<p class="note">{escape(said.no_users)}</p>'
    return f'<section class="box"><h2>{escape(said.users)}</h2>{listed}{folded(said.add_user, form("add-user", added))}</section>'


def _password(said: Words) -> str:
    """A field for a new password; without an id of its own, for there are several."""
    more = f'autocomplete="new-password" required aria-label="{escape(said.new_word)}" placeholder="{escape(said.new_word)}"'
    return f'<div class="field"><input type="password" name="password" {more}></div>'


def _keys(engine: Engine, visit: Visit, said: Words) -> str:
    columns = (Column(said.name, name="main"), Column(said.role), Column(said.since, name="time"), Column(said.deeds))
    rows = [
        (
            escape(it.name),
            said.roles[it.role],
            minute(it.created_at)[:10],
            form("remove-key", button(said.remove, "danger", describes=it.name), css="inline", name=it.name),
        )
        for it in all_keys(engine)
    ]
    added = (
        text("name", said.key_name, more="required maxlength=64").replace("f-name", "k-name")
        + choice("role", said.role, [(it.value, said.roles[it]) for it in Role]).replace("f-role", "k-role")
        + f'<div class="send">{button(said.add_key, "primary")}</div>'
    )
    listed = table(said.keys, columns, rows, visit) if rows else f'<p class="note">{escape(said.no_keys)}</p>'
    return f'<section class="box"><h2>{escape(said.keys)}</h2>{listed}{folded(said.add_key, form("add-key", added))}</section>'
