"""One workshop copied to two places, noted in on both, united both ways: the same documents come out."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

from tests.e2e.conftest import ATELIER


def atelier(home: Path, *words: object) -> str:
    """What a command prints, on the laptop that has this home."""
    done = subprocess.run(
        [*ATELIER, *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, "ATELIER_HOME": str(home), "ATELIER_LANG": "fr"},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def documents(folder: Path) -> dict[str, bytes]:
    """What was exported, without the times at which it was."""
    found = {file.name: file.read_bytes() for file in sorted(folder.iterdir())}
    assert len(found) >= 4
    return found


def test_two_laptops_become_one_workshop(tmp_path: Path) -> None:
    laptops = {name: tmp_path / name for name in "ab"}
    for home in laptops.values():
        home.mkdir()
    files = {name: home / f"atelier-{name}.atelier" for name, home in laptops.items()}
    atelier(laptops["a"], "demo", files["a"], "--to", tmp_path / "demo")
    shutil.copyfile(files["a"], files["b"])
    ids: list[str] = []
    for name, table, group in (("a", 1, "A"), ("b", 2, "B"), ("a", 2, "B"), ("b", 1, "A")):
        for number in range(3):
            words = ("--table", table, "--round", 1, "--group", group, "--heading", "pistes")
            ids.append(
                atelier(laptops[name], "note", files[name], *words, f"{name} {number} à {table}").strip()
            )
    before = {name: file.read_bytes() for name, file in files.items()}
    ab, ba = tmp_path / "ab" / "uni.atelier", tmp_path / "ba" / "uni.atelier"
    for out, order in ((ab, "ab"), (ba, "ba")):
        out.parent.mkdir()
        said = atelier(laptops["a"], "merge", out, *(files[name] for name in order))
        assert "Seulement dans atelier-b.atelier\u00a0: 6 notes" in said
    again = tmp_path / "again" / "uni.atelier"
    again.parent.mkdir()
    atelier(laptops["b"], "merge", again, ab, files["b"], ba)
    assert {name: file.read_bytes() for name, file in files.items()} == before
    exported: list[dict[str, bytes]] = []
    for out in (ab, ba, again):
        assert "redonne bien les tables" in atelier(laptops["a"], "doctor", out)
        atelier(laptops["a"], "export", out, "--as", "json,csv,md", "--to", out.parent / "docs")
        exported.append(documents(out.parent / "docs"))
    assert exported[0] == exported[1] == exported[2]
    (workshop,) = [content for name, content in exported[0].items() if name.endswith(".json")]
    assert set(ids) <= {note["id"] for note in json.loads(workshop)["tables"]["note"]}
    # It goes on as one workshop, on either laptop.
    atelier(
        laptops["b"],
        "note",
        ab,
        "--table",
        1,
        "--round",
        1,
        "--group",
        "A",
        "--heading",
        "pistes",
        "ensemble",
    )
