"""Modules are small, named for what they hold, and typed."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.architecture.code import Module, modules

LONGEST = 450
VAGUE = {"utils", "util", "helpers", "helper", "manager", "common", "misc", "base_utils", "tools", "shared"}
ROOT = Path(__file__).resolve().parents[2]


def test_no_module_is_too_long() -> None:
    found = [path for folder in ("src", "tests", "tools", "bench") for path in (ROOT / folder).rglob("*.py")]
    lengths = {path.relative_to(ROOT).as_posix(): len(path.read_text("utf-8").splitlines()) for path in found}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_no_module_has_a_name_that_says_nothing() -> None:
    words = {module.name: set(module.name.lower().replace(".", "_").split("_")) for module in modules()}
    assert [name for name, parts in words.items() if parts & VAGUE] == []


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_a_module_says_what_it_is(module: Module) -> None:
    assert ast.get_docstring(module.tree)


def is_broad(handler: ast.ExceptHandler) -> bool:
    """Whether it catches whatever happens, and does not raise it again."""
    names = (
        {node.id for node in ast.walk(handler.type) if isinstance(node, ast.Name)} if handler.type else set()
    )
    is_all = handler.type is None or names & {"Exception", "BaseException"}
    return bool(is_all) and not isinstance(handler.body[-1], ast.Raise)


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_only_the_edges_catch_whatever_happens(module: Module) -> None:
    handlers = [node for node in ast.walk(module.tree) if isinstance(node, ast.ExceptHandler)]
    # A thread is an edge too: what it met must go to whoever waits for its answer
    is_edge = module.layer in ("ui", "cli") or module.name == "atelier.storage.writer"
    assert is_edge or [handler.lineno for handler in handlers if is_broad(handler)] == []


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_whatever_is_public_has_a_docstring(module: Module) -> None:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    public = [node for node in module.tree.body if isinstance(node, kinds) and not node.name.startswith("_")]
    assert [node.name for node in public if not ast.get_docstring(node)] == []
