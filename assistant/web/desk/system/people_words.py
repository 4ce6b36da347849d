"""What administrators read about people and keys, in Chinese and in English."""

from dataclasses import dataclass

from assistant.accounts.role import ROLES, Role


@dataclass(frozen=True, slots=True)
class Words:
    """The labels of people and keys; `{}` fields are filled with `str.format`."""

    users: str
    no_users: str
    keys: str
    no_keys: str
    name: str
    key_name: str
    role: str
    since: str
    deeds: str
    change: str
    disabled: str
    new_word: str
    change_word: str
    remove: str
    add_user: str
    add_key: str
    key_made: str
    make: dict[Role, str]
    turn: dict[str, str]
    did: dict[str, str]
    roles: dict[Role, str]


CHINESE = Words(
    users="账号",
    no_users="还没有账号。本机使用不需要登录；要让别的机器用管理台，先添加一名管理员。",
    keys="接口密钥",
    no_keys="还没有密钥。程序用密钥调用接口，密钥决定它能做什么。",
    name="姓名",
    key_name="名称（哪个程序用）",
    role="角色",
    since="添加",
    deeds="操作",
    change="修改",
    disabled="已停用",
    new_word="新密码",
    change_word="改密码",
    remove="删除",
    add_user="添加账号",
    add_key="添加密钥",
    key_made="已添加密钥 {name}：{key}　只显示这一次，请现在复制。",
    make={Role.ADMIN: "设为管理员", Role.STAFF: "设为工作人员"},
    turn={"disable": "停用", "enable": "启用"},
    did={
        "add-user": "已添加账号 {}。",
        "role": "已修改 {} 的角色，立即生效。",
        "disable": "已停用 {}，其登录随即失效。",
        "enable": "已启用 {}。",
        "password": "已修改 {} 的密码，其登录随即失效。",
        "remove-user": "已删除账号 {}。",
        "remove-key": "已删除密钥 {}，随即失效。",
    },
    roles=dict(ROLES),
)

ENGLISH = Words(
    users="Accounts",
    no_users="There are none. On this machine nobody needs to sign in; add an administrator before others use the desk.",
    keys="API keys",
    no_keys="There are none. A program shows its key, which decides what it may do.",
    name="Name",
    key_name="Name (of the program)",
    role="Role",
    since="Added",
    deeds="Actions",
    change="Change",
    disabled="disabled",
    new_word="New password",
    change_word="Set password",
    remove="Remove",
    add_user="Add an account",
    add_key="Add a key",
    key_made="Key {name}: {key} — shown this once only, copy it now.",
    make={Role.ADMIN: "Make administrator", Role.STAFF: "Make staff"},
    turn={"disable": "Disable", "enable": "Enable"},
    did={
        "add-user": "{} was added.",
        "role": "The role of {} was changed.",
        "disable": "{} was disabled and signed out.",
        "enable": "{} was enabled.",
        "password": "The password of {} was changed; their sessions have ended.",
        "remove-user": "{} was removed.",
        "remove-key": "The key {} was removed.",
    },
    roles={Role.VISITOR: "Visitor", Role.STAFF: "Staff", Role.ADMIN: "Administrator"},
)
