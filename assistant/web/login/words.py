"""What the pages for signing in and out say."""

from dataclasses import dataclass

from assistant.web.text import Language


@dataclass(frozen=True, slots=True)
class LoginWords:
    """Every label in one language; `{}` fields are filled with `str.format`."""

    locale: str
    title: str
    lead: str
    name: str
    password: str
    sign_in: str
    wrong: str
    too_many: str
    nobody: str
    busy: str
    forgotten: str
    sign_out: str
    signed_in_as: str
    leaving: str
    everywhere: str


CHINESE = LoginWords(
    locale="zh-CN",
    title="工作人员登录",
    lead="提问和查询不需要登录。",
    name="用户名",
    password="密码",  # noqa: S106 - a label
    sign_in="登录",
    wrong="用户名或密码不对，请重新输入。",
    too_many="失败次数太多。请过 {} 分钟再试。",
    nobody="还没有任何账号。请在运行问策的机器上执行 wence users add 姓名 --role admin，再回到这里登录。",
    busy="现在没有登录成功：系统正忙。请过几秒再试。",
    forgotten="忘记密码，请找管理员重设。",
    sign_out="退出",
    signed_in_as="已登录：{}",
    leaving="退出登录",
    everywhere="同时退出其他设备上的登录",
)

ENGLISH = LoginWords(
    locale="en",
    title="Staff sign-in",
    lead="Asking and searching need no sign-in.",
    name="User name",
    password="Password",  # noqa: S106 - a label
    sign_in="Sign in",
    wrong="The user name or the password is wrong. Please try again.",
    too_many="Too many failed attempts. Please try again in {} min.",
    nobody="There is no account yet. On the machine that runs Wence: wence users add NAME --role admin, then sign in here.",
    busy="Not signed in: the system is busy. Please try again in a few seconds.",
    forgotten="Forgotten your password? Ask an administrator to set a new one.",
    sign_out="Sign out",
    signed_in_as="Signed in: {}",
    leaving="Sign out",
    everywhere="Sign out on all other devices, too",
)


def login_words(language: str | None) -> LoginWords:
    """The labels in `language`; Chinese for anything but `en`."""
    return ENGLISH if language == Language.ENGLISH else CHINESE
