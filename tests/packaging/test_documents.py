"""The documents say what is true, and nothing that belongs to one machine."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from tools.catalogue import misprints

from atelier import __version__
from atelier.cli.app import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
READMES = ("README.md", "README.en.md")
SETUP = "python3 -m venv .venv && .venv/bin/pip install"
FOLDERS = ("src", "tests", "data", "themes", "tools", "bench", "docs", "requirements", ".ci")


def text(name: str) -> str:
    """A document."""
    return (ROOT / name).read_text("utf-8")


def prose(name: str) -> str:
    """A document without its code."""
    words = re.sub(r"^ *```.*?^ *```", "", text(name), flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"`[^`\n]*`", "x", re.sub(r"\]\([^)]*\)", "]", words))


@pytest.mark.parametrize("end", [".venv/bin/atelier demo", ".venv/bin/pytest"])
def test_both_readmes_have_the_two_commands_in_one_line_each(end: str) -> None:
    found = [
        [line for line in text(name).splitlines() if line.startswith(SETUP) and line.endswith(end)]
        for name in READMES
    ]
    assert len(found[0]) == 1
    assert found[0] == found[1]


def test_both_readmes_have_the_same_sections() -> None:
    shapes = [re.findall(r"^(#+|```\w*|\|)", text(name), re.MULTILINE) for name in READMES]
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("name", READMES)
def test_a_readme_names_every_command(name: str) -> None:
    readme = text(name)
    assert [command for command in COMMANDS if not re.search(rf"`(?:atelier )?{command}\b", readme)] == []


@pytest.mark.parametrize(
    "name", (*READMES, "CONTRIBUTING.md", "CHANGELOG.md", "docs/architecture.md", "docs/day.md")
)
def test_links_to_files_lead_somewhere(name: str) -> None:
    links = re.findall(r"\]\((?!http|#)([^)#]+)", text(name))
    assert [link for link in links if not ((ROOT / name).parent / link).exists()] == []


@pytest.mark.parametrize("name", ["README.md", "docs/journee.md"])
def test_what_is_written_in_french_is_well_written(name: str) -> None:
    lines = [line for line in prose(name).splitlines() if not set(line) <= set("|-")]
    assert [line for line in lines if misprints(line)] == []


def test_the_settings_in_the_readmes_are_good_ones() -> None:
    for name in READMES:
        block = re.search(r"```toml\n(.*?)```", text(name), re.DOTALL)
        assert block is not None
        assert set(tomllib.loads(block[1])) == {"lang", "theme", "keymap"}


def test_the_changelog_knows_this_version() -> None:
    changes = text("CHANGELOG.md")
    assert f"## {__version__}" in changes or "## Unreleased" in changes


# Written in pieces, or this file would be found
MACHINE = re.compile(r"(?<![\w.])/(?:wo" r"rk|ro" r"ot|ho" r"me/\w|opt/v" r"env)\b|\bsha" r"red/|\bfa" r"rm-")
REGISTRY = re.compile(r"pyp" r"i\.org|python" r"hosted|npm" r"js|/sim" r"ple/", re.IGNORECASE)
TEXTS = frozenset(
    (".py", ".md", ".toml", ".txt", ".po", ".json", ".tcss", ".sh", ".csv", ".jsonl", ".svg", "")
)


def test_nothing_names_a_machine_or_a_package_registry() -> None:
    found = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.suffix in TEXTS]
    found += [path for path in ROOT.glob("*") if path.suffix in TEXTS]
    wrong = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path in found
        if path.is_file() and "__pycache__" not in path.parts
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), start=1)
        if MACHINE.search(line) or REGISTRY.search(line)
    ]
    assert wrong == []


@pytest.mark.parametrize("name", ["run.txt", "dev.txt"])
def test_pins_are_names_and_hashes_alone(name: str) -> None:
    lines = text(f"requirements/{name}").splitlines()
    pin = re.compile(r"[a-z0-9-]+==[0-9][\w.]* \\|    --hash=sha256:[0-9a-f]{64}(?: \\)?")
    assert lines
    assert [line for line in lines if not pin.fullmatch(line)] == []


def pins(name: str) -> dict[str, str]:
    """The versions in a requirements file."""
    return dict(
        re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / "requirements" / name).read_text("utf-8"), re.MULTILINE)
    )


def test_what_runs_is_what_is_tested() -> None:
    run, dev = pins("run.txt"), pins("dev.txt")
    assert run.items() <= dev.items()


def test_everything_that_the_project_asks_for_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for wanted, name in (
        (project["dependencies"], "run.txt"),
        (project["optional-dependencies"]["dev"], "dev.txt"),
    ):
        pinned = pins(name)
        for line in wanted:
            match = re.match(r"([A-Za-z0-9-]+)(.*)", line)
            assert match is not None
            assert match[1] in pinned
            if match[2].startswith("=="):
                assert pinned[match[1]] == match[2][2:]
