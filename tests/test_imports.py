"""Which module may import what, read off the syntax tree."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
UPSTREAM = {
    "corpus": set[str](),
    "prompts": set[str](),
    "index": {"corpus"},
    "assistant": {"corpus", "index", "prompts"},
    "evals": {"corpus", "index", "assistant", "prompts"},
    "app": {"corpus", "index", "assistant", "prompts", "evals"},
}
HEAVY = {
    "torch",
    "transformers",
    "sentence_transformers",
    "chromadb",
    "gradio",
    "langchain",
    "langchain_core",
    "langchain_openai",
    "langchain_ollama",
    "openai",
    "sklearn",
    "pandas",
    "ray",
}
# Modules that are about one heavy library and that others import inside a function only.
MAY_BE_HEAVY = {
    "index/train.py",
    "index/training/",
    "index/dense.py",
    "index/chroma/",
    "index/retriever.py",
    "assistant/web/",
}
# One home per outside library, so that a change of its interface is mended in one place.
HOMES = {
    "brotli": ("assistant/web/assets.py",),
    "alembic": ("index/migrations/",),
    "psycopg": ("index/postgres/",),
    "chromadb": ("index/dense.py", "index/chroma/", "evals/rivals.py"),
    "tantivy": ("index/lexical.py",),
    "fsspec": ("index/bucket.py",),
    "pyarrow": ("index/bucket.py",),
    "pypdf": ("corpus/readers/pdf.py",),
    "pdfplumber": ("corpus/readers/ruled.py",),
    "pypdfium2": (
        "corpus/readers/render.py",
        "corpus/readers/pdf_looks.py",
        "corpus/readers/pdf.py",
        "corpus/readers/drawing.py",
    ),
    "rapidocr": ("corpus/readers/scan.py",),
    "openpyxl": ("corpus/readers/sheet.py", "assistant/web/lookup/export.py"),
    "argon2": ("assistant/accounts/passwords.py",),
    "docx": ("assistant/web/export/word.py",),
    "gradio": ("assistant/web/",),
    "prometheus_client": ("assistant/operations/metrics.py", "assistant/operations/stock.py"),
    "pythonjsonlogger": ("assistant/operations/lines.py",),
    "locust": ("evals/load/",),
    "gevent": ("evals/load/",),
    "mcp": ("assistant/mcp/",),
    "mcp_types": ("assistant/mcp/",),
    "ray": ("index/spread.py",),
}


def modules() -> list[str]:
    files = [path for stage in UPSTREAM for path in (ROOT / stage).rglob("*.py")]
    return sorted(str(path.relative_to(ROOT)) for path in [*files, ROOT / "app.py"] if path.is_file())


def imported(module: str, *, at_import: bool = False) -> Iterator[str]:
    """Top-level names of the packages that a module imports; `at_import`: only those loaded with the module itself."""
    nodes: list[ast.AST] = [ast.parse((ROOT / module).read_text(encoding="utf-8"))]
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}:{node.lineno} imports relatively; write the full name"
            yield (node.module or "").partition(".")[0]
        waits = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) or is_type_checking(node)
        if not (at_import and waits):
            nodes.extend(ast.iter_child_nodes(node))


def is_type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING")


def lives_in(module: str, places: set[str] | tuple[str, ...]) -> bool:
    return any(module == place or (place.endswith("/") and module.startswith(place)) for place in places)


@pytest.mark.parametrize("module", modules())
def test_a_stage_imports_from_upstream_only(module: str) -> None:
    stage = Path(module).parts[0].removesuffix(".py")

    downstream = set(imported(module)) & (UPSTREAM.keys() | {"tests"}) - UPSTREAM[stage] - {stage}

    assert not downstream, f"{module} imports {downstream}; {stage} may import {UPSTREAM[stage] or 'no other stage'}"


@pytest.mark.parametrize("module", modules())
def test_a_heavy_library_is_imported_inside_the_function_that_needs_it(module: str) -> None:
    heavy = set(imported(module, at_import=True)) & HEAVY

    assert not heavy or lives_in(module, MAY_BE_HEAVY), f"{module} loads {heavy} with its first import"


@pytest.mark.parametrize("module", modules())
def test_each_outside_library_has_one_home(module: str) -> None:
    strays = {name for name in imported(module) if name in HOMES and not lives_in(module, HOMES[name])}

    assert not strays, f"{module} imports {strays}; its home is {[HOMES[name] for name in strays]}"


def test_the_front_door_opens_without_any_heavy_library() -> None:
    seen = "import sys, app; print(*sorted({name.partition('.')[0] for name in sys.modules}))"

    loaded = subprocess.run([sys.executable, "-c", seen], cwd=ROOT, check=True, capture_output=True, text=True)

    assert not set(loaded.stdout.split()) & (HEAVY - {"langchain_core"})
