"""`python -m assistant.operations.table` writes docs/SETTINGS.md anew."""

from pathlib import Path
from typing import Any

from assistant.configuration import PREFIX
from assistant.operations.explained import UNSET, shown
from assistant.operations.meanings import MEANINGS
from assistant.settings import Settings

PAGE = Path(__file__).parents[2] / "docs" / "SETTINGS.md"
_HEAD = """# 设置

每项设置可以写在三处，前面的优先：

1. 环境变量，如 `WENCE_PORT=8080`；空值等于没有写。
2. 当前目录的 `.env` 文件，写法与环境变量相同。
3. 设置文件：`WENCE_CONFIG` 所指的 TOML 文件；没有指定时是当前目录的 `wence.toml`。写小写的名称，不要前缀：

   ```toml
   model = "openai:qwen-plus"
   port = 8080
   public_hosts = ["policy.example.gov.cn"]
   ```

名称写错、值不能用，启动时用一句话说明。`wence doctor --settings` 列出现在的值、从哪里来、是什么意思；密钥只说有没有。

<!-- 本表由 python -m assistant.operations.table 生成 -->

| 环境变量 | 文件里的名称 | 默认值 | 含义 |
|---|---|---|---|
"""


def page() -> str:
    """The page about all settings."""
    rows = (
        f"| `{PREFIX}{name.upper()}` | `{name}` | {_default(field.get_default(call_default_factory=True))} | {_cell(MEANINGS.get(name, ''))} |"
        for name, field in Settings.model_fields.items()
    )
    return _HEAD + "\n".join(rows) + "\n"


def _default(value: Any) -> str:
    said = shown(value)
    return "—" if said == UNSET else f"`{said}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
