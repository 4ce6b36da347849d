"""What no line of the program does, read off the syntax tree."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("assistant", "corpus", "evals", "index", "prompts")

CALLS = {
    "eval": "runs text as a program",
    "exec": "runs text as a program",
    "compile": "makes a program of text",
    "__import__": "loads a module by a name that was made up",
    "breakpoint": "opens a debugger",
    "pickle.load": "runs what is in the file",
    "pickle.loads": "runs what is in the bytes",
    "marshal.loads": "trusts the bytes",
    "shelve.open": "runs what is in the file",
    "dill.load": "runs what is in the file",
    "joblib.load": "runs what is in the file",
    "torch.load": "runs what is in the file",
    "yaml.load": "makes any object",
    "yaml.unsafe_load": "makes any object",
    "yaml.full_load": "makes any object",
    "numpy.load": "may run what is in the file",
    "np.load": "may run what is in the file",
    "os.system": "goes through a shell",
    "os.popen": "goes through a shell",
    "subprocess.getoutput": "goes through a shell",
    "tempfile.mktemp": "gives a name that another may take",
    "gr.load": "loads a program of another host",
    "gradio.load": "loads a program of another host",
    "xml.etree.ElementTree.parse": "expands entities without end",
    "ElementTree.parse": "expands entities without end",
    "ElementTree.fromstring": "expands entities without end",
    "ssl._create_unverified_context": "believes any host",
    "random.seed": "makes what is random the same for everybody",
}
ARGUMENTS = {
    ("shell", True): "goes through a shell",
    ("verify", False): "believes any host",
    ("trust_remote_code", True): "runs the program of a model's maker",
    ("share", True): "opens the page to the whole world",
    ("allow_pickle", True): "runs what is in the file",
    ("weights_only", False): "runs what is in the file",
    ("debug", True): "shows what is inside",
    ("show_error", True): "shows what is inside",
    ("autoescape", False): "makes text into markup",
}
NEVER_GIVEN = {"allowed_paths": "[]", "allow_origins": None, "allow_origin_regex": None}
IMPORTS = {"pickle", "marshal", "shelve", "dill", "telnetlib", "ftplib", "http.server", "xmlrpc", "xml.sax", "commands"}
CLASSES = {"CORSMiddleware": "opens answers to other sites"}

KNOWN = {
    "corpus/identity/declared.py": ["yaml.load makes any object"],  # with a loader that takes less than the safe one
    "evals/scripted.py": ["imports http.server"],  # stands in for a model, for evaluations, on loopback
    "index/apart.py": ["imports pickle"],  # the reply of a process of its own, which was made from this very program
}
"""What is known and has its reason."""


def modules() -> list[str]:
    files = [path for name in PACKAGES for path in (ROOT / name).rglob("*.py")]
    return sorted(str(path.relative_to(ROOT)) for path in [*files, ROOT / "app.py"])


def breaches(text: str) -> Iterator[str]:
    """What a module does that none may do, with its line."""
    for node in ast.walk(ast.parse(text)):
        yield from (f"line {node.lineno}: {it}" for it in _of(node))  # type: ignore[attr-defined]  # only those that have one


def _of(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call):
        name = ast.unparse(node.func)
        if name in CALLS and not _is_plain_array(name, node):
            yield f"{name} {CALLS[name]}"
        yield from (told for it in node.keywords for told in _given(it.arg, it.value))
    elif isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            yield from _given(key.value if isinstance(key, ast.Constant) else None, value)
    elif isinstance(node, ast.Import):
        yield from (f"imports {it.name}" for it in node.names if it.name in IMPORTS)
    elif isinstance(node, ast.ImportFrom):
        yield from (
            f"imports {it.name}" for it in node.names if it.name in CLASSES or f"{node.module}.{it.name}" in CALLS
        )
        if node.module in IMPORTS:
            yield f"imports {node.module}"


def _given(name: object, value: ast.expr) -> Iterator[str]:
    said = value.value if isinstance(value, ast.Constant) else None
    if isinstance(name, str) and isinstance(said, bool) and (name, said) in ARGUMENTS:
        yield f"{name}={said} {ARGUMENTS[name, said]}"
    if name in NEVER_GIVEN and ast.unparse(value) != NEVER_GIVEN[str(name)]:
        yield f"{name} opens what is closed"


def _is_plain_array(name: str, node: ast.Call) -> bool:
    """numpy's own reader refuses objects unless it is asked to take them."""
    asked = {it.arg: ast.unparse(it.value) for it in node.keywords}
    return name in ("np.load", "numpy.load") and asked.get("allow_pickle", "False") == "False"


@pytest.mark.parametrize("module", modules())
def test_nothing_is_run_trusted_or_opened_that_came_from_elsewhere(module: str) -> None:
    found = [it.partition(": ")[2] for it in breaches((ROOT / module).read_text(encoding="utf-8"))]
    assert found == KNOWN.get(module, [])


@pytest.mark.parametrize(
    "line",
    [
        "eval(question)",
        "pickle.loads(body)",
        "import pickle",
        "from http.server import HTTPServer",
        "import http.server",
        "yaml.load(text)",
        "subprocess.run(command, shell=True)",
        "os.system(command)",
        "httpx.get(url, verify=False)",
        "AutoModel.from_pretrained(name, trust_remote_code=True)",
        "demo.launch(share=True)",
        "gr.load('models/x')",
        "gr.mount_gradio_app(app, page, allowed_paths=['/'])",
        "given = {'allowed_paths': ['/'], 'show_error': True}",
        "torch.load(path)",
        "np.load(path, allow_pickle=True)",
        "tempfile.mktemp()",
        "from tempfile import mktemp",
        "from fastapi.middleware.cors import CORSMiddleware",
        "app.add_middleware(kind, allow_origins=['*'])",
        "Environment(autoescape=False)",
        "FastAPI(debug=True)",
    ],
)
def test_each_of_these_would_be_found(line: str) -> None:
    assert list(breaches(line))
