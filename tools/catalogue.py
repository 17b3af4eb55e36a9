"""Keep the catalogues in step with the code.

    python tools/catalogue.py update             collect the messages; translations are kept
    python tools/catalogue.py missing            print what has no French yet, as JSON to fill in
    python tools/catalogue.py fill FILE.json     take translations from {msgid: text or [singular, plural]}
    python tools/catalogue.py check              say what is wrong; exit 1 if anything is

Messages are the texts in `tr("…")`, `tr.n("…", "…", n)` and `N_("…")`. The TOML files of `data/` and
`themes/` hold their texts in both languages themselves.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from atelier.catalogue import Entry, read_po, with_strings, write_po  # noqa: E402
from atelier.i18n import LANGUAGES  # noqa: E402

_HEADER: Final = (
    "Language: {}\nContent-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural={};\n"
)
HEADERS: Final = {"fr": _HEADER.format("fr", "(n > 1)"), "en": _HEADER.format("en", "(n != 1)")}
AS_WRITTEN: Final = "as-written"
"""The flag of a translation whose typography is meant, such as a line to type."""

_PLACE: Final = re.compile(r"\{(\w*)[^{}]*\}|%\((\w+)\)s")
_NO_BREAK: Final = "\u00a0\u202f"
_TYPOGRAPHY: Final = (
    (re.compile(r"[\"']"), "a straight quotation mark or apostrophe"),
    (re.compile(r"\.\.\."), "three dots instead of …"),
    (re.compile(rf"(?<![{_NO_BREAK}:;!?])[:;!?]+(?=[\s»)]|$)"), "no no-break space before : ; ! ?"),
    (re.compile(rf"«(?![{_NO_BREAK}])|(?<![{_NO_BREAK}])»"), "no no-break space inside « »"),
    (re.compile(r"[“”]"), "English quotation marks"),
    (re.compile(r" [%€]|\d (?:min|h|s)(?=[\s.,)]|$)"), "an ordinary space before a unit"),
)


@dataclass(slots=True)
class Found:
    """A message as the project's files have it."""

    msgid: str
    plural: str = ""
    sources: set[str] = field(default_factory=set)


class ExtractionError(ValueError):
    """A message that cannot be known without running the program."""


def extract(root: Path = ROOT) -> dict[str, Found]:
    """Every message of the project.

    Raises:
        ExtractionError: with the file and the line.
    """
    messages: dict[str, Found] = {}
    for file in sorted((root / "src").rglob("*.py")):
        name = file.relative_to(root).as_posix()
        _add(messages, name, _of_module(file.read_text("utf-8"), name))
    return messages


def _add(messages: dict[str, Found], source: str, pairs: Iterable[tuple[str, str]]) -> None:
    for msgid, plural in pairs:
        if not msgid:
            continue
        found = messages.setdefault(msgid, Found(msgid))
        if plural and found.plural and plural != found.plural:
            raise ExtractionError(f"{source}: two plurals for {msgid!r}")
        found.plural = found.plural or plural
        found.sources.add(source)


def _of_module(text: str, name: str) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(text, name)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        called = _called(node.func)
        if called in ("tr", "N_"):
            for msgid in _texts(node.args[0], name):
                plural = next(_texts(node.args[1], name), "") if called == "N_" and len(node.args) > 1 else ""
                yield msgid, plural
        elif called == "tr.n":
            yield next(_texts(node.args[0], name), ""), next(_texts(node.args[1], name), "")


def _called(function: ast.expr) -> str:
    """What is called: `tr`, `N_`, `tr.n` whoever holds it, or nothing of ours."""
    match function:
        case ast.Attribute(attr="n", value=held):
            return "tr.n" if _called(held) == "tr" else ""
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return {"tr": "tr", "_tr": "tr", "N_": "N_"}.get(name, "")
        case _:
            return ""


def _texts(node: ast.expr, name: str) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=body, orelse=other):
            yield from _texts(body, name)
            yield from _texts(other, name)
        case ast.JoinedStr() | ast.BinOp():
            raise ExtractionError(
                f"{name}, line {node.lineno}: a message may not be put together; give it places"
            )
        case _:
            return  # a variable, whose text was marked where it was written


def po_file(language: str, root: Path = ROOT) -> Path:
    """The catalogue of a language."""
    return root / "data" / "locales" / language / "LC_MESSAGES" / "atelier.po"


def read(language: str, root: Path = ROOT) -> list[Entry]:
    """The entries of a catalogue; none when there is no file yet."""
    path = po_file(language, root)
    return read_po(path.read_text("utf-8")) if path.exists() else []


def write(language: str, entries: Iterable[Entry], root: Path = ROOT) -> None:
    """Replace a catalogue."""
    path = po_file(language, root)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(write_po(entries), "utf-8", newline="\n")


def updated(language: str, messages: Mapping[str, Found], entries: Iterable[Entry]) -> list[Entry]:
    """The entries for what the project says now, with the translations there were."""
    known = {entry.msgid: entry for entry in entries if entry.msgid}
    result = [Entry(msgid="", strings=(HEADERS[language],))]
    for found in messages.values():
        entry = known.pop(found.msgid, Entry(found.msgid, found.plural))
        forms = 2 if found.plural else 1
        strings = (
            entry.strings if len(entry.strings) == forms and bool(entry.plural) == bool(found.plural) else ()
        )
        if language == "en" and not (strings and all(strings)):
            strings = (found.msgid, found.plural)[:forms]
        result.append(
            replace(
                entry,
                plural=found.plural,
                strings=strings or ("",) * forms,
                sources=tuple(sorted(found.sources)),
                is_obsolete=False,
            )
        )
    if language != "en":
        result += [
            replace(entry, is_obsolete=True, sources=()) for entry in known.values() if any(entry.strings)
        ]
    return result


def places(text: str) -> set[str]:
    """The names of the places in a message."""
    return {match[1] or match[2] or "" for match in _PLACE.finditer(text)}


def misprints(text: str) -> list[str]:
    """What breaks French typography in a translation."""
    plain = _PLACE.sub("0", text)
    return [name for pattern, name in _TYPOGRAPHY if pattern.search(plain)]


def problems(language: str, messages: Mapping[str, Found], entries: Iterable[Entry]) -> list[str]:
    """What is wrong with a catalogue, one line each."""
    listed = {entry.msgid: entry for entry in entries if entry.msgid and not entry.is_obsolete}
    wrong = [f"{language}: not in the catalogue: {msgid!r}" for msgid in messages if msgid not in listed]
    wrong += [
        f"{language}: nothing says this any more: {msgid!r}" for msgid in listed if msgid not in messages
    ]
    for entry in listed.values():
        if not entry.is_translated or len(entry.strings) != (2 if entry.plural else 1):
            wrong.append(f"{language}: not translated: {entry.msgid!r}")
            continue
        expected = places(entry.msgid) | places(entry.plural)
        said = [places(string) for string in entry.strings]
        # a singular may leave its number out: « une note »
        if set().union(*said) != expected or any(not found <= expected for found in said):
            wrong.append(f"{language}: other places than in {entry.msgid!r}")
        if language == "fr" and AS_WRITTEN not in entry.flags:
            wrong += [f"fr: {name}: {string!r}" for string in entry.strings for name in misprints(string)]
    return wrong


def _update() -> int:
    messages = extract()
    for language in LANGUAGES:
        entries = updated(language, messages, read(language))
        write(language, entries)
        missing = sum(not entry.is_translated and not entry.is_obsolete for entry in entries)
        print(f"{language}: {len(messages)} messages, {missing} without translation")
    return 0


def _missing(language: str) -> int:
    entries = updated(language, extract(), read(language))
    blank = {
        entry.msgid: ["", entry.plural] if entry.plural else ""
        for entry in sorted(entries, key=lambda entry: entry.msgid)
        if not entry.is_translated and not entry.is_obsolete
    }
    print(json.dumps(blank, ensure_ascii=False, indent=0))
    return 0


def _fill(language: str, file: Path) -> int:
    given = json.loads(file.read_text("utf-8"))
    entries = updated(language, extract(), read(language))
    filled = []
    for entry in entries:
        value = given.pop(entry.msgid, None) if entry.msgid else None
        strings = [value] if isinstance(value, str) else value
        if strings and all(strings) and len(strings) == len(entry.strings):
            entry = with_strings(entry, strings)
        elif strings:
            print(f"skipped, {len(entry.strings)} form(s) needed: {entry.msgid!r}", file=sys.stderr)
        filled.append(entry)
    write(language, filled)
    for msgid in given:
        print(f"skipped, nothing says this: {msgid!r}", file=sys.stderr)
    return 1 if given else 0


def _check() -> int:
    messages = extract()
    wrong = [line for language in LANGUAGES for line in problems(language, messages, read(language))]
    print("\n".join(wrong) or "Both catalogues are complete.")
    return 1 if wrong else 0


def main() -> int:
    """Run one of the commands of the module's docstring."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("update")
    commands.add_parser("check")
    commands.add_parser("missing").add_argument("--lang", default="fr", choices=LANGUAGES)
    fill = commands.add_parser("fill")
    fill.add_argument("--lang", default="fr", choices=LANGUAGES)
    fill.add_argument("file", type=Path)
    words = parser.parse_args()
    match words.command:
        case "update":
            return _update()
        case "missing":
            return _missing(words.lang)
        case "fill":
            return _fill(words.lang, words.file)
        case _:
            return _check()


if __name__ == "__main__":
    sys.exit(main())
