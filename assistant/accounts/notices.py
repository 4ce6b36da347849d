"""What whoever runs Wence should know about its accounts."""

from assistant.accounts.accounts import Accounts
from assistant.accounts.reach import is_loopback
from assistant.accounts.role import Role
from assistant.accounts.users import active_count, has_users


def state(accounts: Accounts) -> str:
    """Whether accounts are on, and how many may sign in, in one line."""
    if not accounts.are_on:
        return f"关闭：网页只在本机（{accounts.settings.host}），打开的人即可进入管理页；经反向代理对外时应设 WENCE_ACCOUNTS=on"
    admins, staff = (active_count(accounts.engine, role) for role in (Role.ADMIN, Role.STAFF))
    return f"开启，能登录的管理员 {admins} 名，工作人员 {staff} 名"


def has_admin(accounts: Accounts) -> bool:
    """Whether somebody may do what only administrators may."""
    return not accounts.are_on or active_count(accounts.engine, Role.ADMIN) > 0


def notices(accounts: Accounts) -> list[str]:
    """What should be done, each as one sentence with the command or the setting."""
    settings, said = accounts.settings, list[str]()
    if not has_admin(accounts):
        nobody = "没有能登录的管理员" if has_users(accounts.engine) else "还没有任何账号，管理页无人能进入"
        said.append(f"{nobody}：用 wence users add 姓名 --role admin 添加")
    if not is_loopback(settings.host) and not settings.trusted_proxies:
        said.append("密码会在网络上明文传送：请在前面放一个 HTTPS 反向代理，并在 WENCE_TRUSTED_PROXIES 写明它的地址")
    return said
