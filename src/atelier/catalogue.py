"""Gettext catalogues: PO files that people edit, and the MO files that `gettext` loads.

Standard library only and nothing of Atelier: the wheel's build hook runs this module too.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

_MO_MAGIC: Final = 0x950412DE
_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}
_ESCAPED: Final = re.compile(r"\\(.)")
_LINE: Final = re.compile(r'(?:(msgid|msgid_plural|msgstr|msgctxt)(?:\[(\d+)\])?\s*)?"((?:[^"\\]|\\.)*)"')


class CatalogueError(ValueError):
    """A line of a PO file that cannot be understood."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One message and its translation."""

    msgid: str
    plural: str = ""
    """The English plural; empty when the message has none."""
    strings: tuple[str, ...] = ("",)
    """The translation, or one for each plural form."""
    notes: tuple[str, ...] = ()
    """What translators wrote for one another."""
    sources: tuple[str, ...] = ()
    """The files that use it."""
    flags: tuple[str, ...] = ()
    is_obsolete: bool = False
    """Nothing uses it any more; its translation waits for its return."""

    @property
    def is_translated(self) -> bool:
        """Whether `gettext` may show it."""
        return all(self.strings) and "fuzzy" not in self.flags and not self.is_obsolete


def read_po(text: str) -> list[Entry]:
    """The entries of a PO file, its header first, with an empty msgid.

    Raises:
        CatalogueError: with the number of the line.
    """
    return [entry for block in _blocks(text) if (entry := _entry(block)) is not None]


def write_po(entries: Iterable[Entry]) -> str:
    """The text of a PO file: the header, then by msgid, then what is obsolete."""
    ordered = sorted(entries, key=lambda entry: (bool(entry.msgid), entry.is_obsolete, entry.msgid))
    return "\n".join(_written(entry) for entry in ordered)


def mo_bytes(entries: Iterable[Entry]) -> bytes:
    """The MO file of what is translated."""
    pairs: dict[bytes, bytes] = {}
    for entry in entries:
        if entry.is_translated:
            key = f"{entry.msgid}\0{entry.plural}" if entry.plural else entry.msgid
            pairs[key.encode()] = "\0".join(entry.strings).encode()
    keys = sorted(pairs)
    start_of_texts = 28 + 16 * len(keys)
    texts = bytearray()
    tables: list[list[int]] = [[], []]
    for table, strings in zip(tables, (keys, [pairs[key] for key in keys]), strict=True):
        for string in strings:
            table += [len(string), start_of_texts + len(texts)]
            texts += string + b"\0"
    head = (_MO_MAGIC, 0, len(keys), 28, 28 + 8 * len(keys), 0, 0)
    return (
        struct.pack(f"<{len(head)}I", *head)
        + struct.pack(f"<{4 * len(keys)}I", *tables[0], *tables[1])
        + texts
    )


def with_strings(entry: Entry, strings: Iterable[str]) -> Entry:
    """The entry with another translation, which is no longer a guess."""
    flags = tuple(flag for flag in entry.flags if flag != "fuzzy")
    return replace(entry, strings=tuple(strings), flags=flags)


def _blocks(text: str) -> Iterator[list[tuple[int, str]]]:
    block: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            block.append((number, line.strip()))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _entry(block: list[tuple[int, str]]) -> Entry | None:
    comments: dict[str, list[str]] = {"#": [], "#:": [], "#,": []}
    parts: dict[tuple[str, int], str] = {}
    field: tuple[str, int] | None = None
    is_obsolete = False
    for number, raw in block:
        line = raw
        if line.startswith("#~"):
            is_obsolete, line = True, line[2:].strip()
        if line.startswith("#"):
            mark = line[:2] if line[:2] in ("#:", "#,", "#.", "#|") else "#"
            comments.setdefault(mark, []).append(line[len(mark) :].strip())
            continue
        match = _LINE.fullmatch(line)
        if match is None or (match[1] is None and field is None):
            raise CatalogueError(f"line {number}: {raw}")
        if match[1] is not None:
            field = (match[1], int(match[2] or 0))
            parts[field] = ""
        assert field is not None
        parts[field] += _ESCAPED.sub(_unescape, match[3])
    if not parts:
        return None
    if ("msgid", 0) not in parts or ("msgctxt", 0) in parts:
        raise CatalogueError(f"line {block[0][0]}: an entry needs a msgid, and may not have a msgctxt")
    return Entry(
        msgid=parts["msgid", 0],
        plural=parts.get(("msgid_plural", 0), ""),
        strings=tuple(parts[key] for key in sorted(parts) if key[0] == "msgstr") or ("",),
        notes=tuple(comments["#"]),
        sources=tuple(source for line in comments["#:"] for source in line.split()),
        flags=tuple(flag.strip() for line in comments["#,"] for flag in line.split(",")),
        is_obsolete=is_obsolete,
    )


def _unescape(match: re.Match[str]) -> str:
    return _ESCAPES.get(match[1], match[0])


def _written(entry: Entry) -> str:
    lines = [f"# {note}".rstrip() for note in entry.notes]
    if not entry.is_obsolete:
        lines += [f"#: {source}" for source in entry.sources]
    if entry.flags:
        lines.append(f"#, {', '.join(entry.flags)}")
    body = _quoted("msgid", entry.msgid)
    if entry.plural:
        body += _quoted("msgid_plural", entry.plural)
        for index, string in enumerate(entry.strings):
            body += _quoted(f"msgstr[{index}]", string)
    else:
        body += _quoted("msgstr", entry.strings[0])
    lines += [f"#~ {line}" if entry.is_obsolete else line for line in body]
    return "\n".join(lines) + "\n"


def _quoted(keyword: str, text: str) -> list[str]:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t").replace("\r", "\\r")
    first, *others = escaped.split("\n")
    if not others:
        return [f'{keyword} "{first}"']
    lines = [f"{line}\\n" for line in (first, *others[:-1])] + ([others[-1]] if others[-1] else [])
    return [f'{keyword} ""', *(f'"{line}"' for line in lines)]
