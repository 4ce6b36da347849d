"""Which reverse proxies are believed."""

import ipaddress

from corpus.errors import SettingError


def proxies_of(setting: str | None) -> list[str]:
    """The addresses and networks in the setting. Raises SettingError where one is neither."""
    trusted = [it.strip() for it in (setting or "").split(",") if it.strip()]
    for one in trusted:
        try:
            network = ipaddress.ip_network(one)
        except ValueError as error:
            raise SettingError(
                f"设置 WENCE_TRUSTED_PROXIES 里的“{one}”不能用：应写反向代理的 IP 地址或网段，如 127.0.0.1 或 10.0.0.0/8，用逗号隔开"
            ) from error
        if network.prefixlen == 0:
            raise SettingError(
                f"设置 WENCE_TRUSTED_PROXIES 里的“{one}”包括所有地址，等于谁的话都信；请只写反向代理的地址"
            )
    return trusted
