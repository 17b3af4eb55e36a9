"""Reading the pages of a damaged database without SQLite, which stops at the first bad one.

Source: « Database File Format », sqlite.org/fileformat2.html, sections 1.6, 2.1 and 4.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from atelier.domain.record import Scalar
from atelier.storage.header import HEADER_BYTES, Header

_TABLE_LEAF: Final = 0x0D
_TABLE_INTERIOR: Final = 0x05
_INDEX_LEAF: Final = 0x0A
_INDEX_INTERIOR: Final = 0x02
_INTERIOR: Final = (_TABLE_INTERIOR, _INDEX_INTERIOR)
_KINDS: Final = (_TABLE_LEAF, _TABLE_INTERIOR, _INDEX_LEAF, _INDEX_INTERIOR)
_USUAL_PAGE: Final = 4096
_JOURNAL_HEADER: Final = 32
_FRAME_HEADER: Final = 24
_LONGEST_PAYLOAD: Final = 1 << 24


class Unreadable(ValueError):
    """What should be a record is none."""


@dataclass(frozen=True, slots=True)
class Record:
    """One stored row."""

    rowid: int | None
    """None in a table without rowid, and in an index."""
    values: tuple[Scalar | bytes, ...]


class Pages:
    """The pages of a file, with those that its journal has newer.

    Args:
        data: the file.
        journal: its journal, or nothing.
    """

    def __init__(self, data: bytes, journal: bytes = b"") -> None:
        header = Header(data[:HEADER_BYTES], len(data))
        size = header.page_size
        self.size = size if header.is_sqlite and size >= 512 and size & (size - 1) == 0 else _USUAL_PAGE
        self._data = data
        self._newer = _committed(journal, self.size)
        self.overflowed: set[int] = set()
        """Pages with the end of a long record, as far as records were read."""
        self.count = max(-(-len(data) // self.size), max(self._newer, default=0))

    def page(self, number: int) -> bytes:
        """A page, counted from 1; shorter than a page where the file was cut.

        Raises:
            Unreadable: it is not there.
        """
        newer = self._newer.get(number)
        page = newer or self._data[(number - 1) * self.size : number * self.size]
        if number < 1 or not page:
            raise Unreadable(f"no page {number}")
        return page

    def walk(self, root: int) -> Iterator[int]:
        """The pages of a tree, from its root down; branches that cannot be followed are left out."""
        seen: set[int] = set()
        waiting = [root]
        while waiting:
            number = waiting.pop()
            if number in seen:
                continue
            seen.add(number)
            try:
                page = self.page(number)
                children = _children(page, _start(number))
            except (Unreadable, IndexError, struct.error):
                continue
            yield number
            waiting += children

    def records(self, number: int) -> Iterator[Record]:
        """The records of one page of a tree; those that cannot be read are left out."""
        try:
            page = self.page(number)
            kind, cells = _cells(page, _start(number))
        except (Unreadable, IndexError, struct.error):
            return
        if kind == _TABLE_INTERIOR:
            return
        for cell in cells:
            try:
                yield self._record(page, cell, kind)
            except (Unreadable, IndexError, struct.error, UnicodeDecodeError):
                continue

    def free(self) -> set[int]:
        """The pages that are not in use, as far as their list can be followed."""
        found: set[int] = set()
        try:
            (trunk,) = struct.unpack_from(">I", self.page(1), 32)
            while trunk and trunk not in found:
                found.add(trunk)
                page = self.page(trunk)
                trunk, count = struct.unpack_from(">2I", page, 0)
                found.update(struct.unpack_from(f">{min(count, self.size // 4 - 2)}I", page, 8))
        except (Unreadable, struct.error):
            pass
        return found

    def is_tree(self, number: int) -> bool:
        """Whether a page looks like one of a tree."""
        try:
            _cells(self.page(number), _start(number))
        except (Unreadable, IndexError, struct.error):
            return False
        return True

    def _record(self, page: bytes, at: int, kind: int) -> Record:
        if kind == _INDEX_INTERIOR:
            at += 4
        length, at = _varint(page, at)
        rowid: int | None = None
        if kind == _TABLE_LEAF:
            rowid, at = _varint(page, at)
        if length > _LONGEST_PAYLOAD:
            raise Unreadable("too long")
        local = self._local(length, is_table=kind == _TABLE_LEAF)
        payload = page[at : at + local]
        if local < length:
            (following,) = struct.unpack_from(">I", page, at + local)
            payload += self._overflow(following, length - local)
        if len(payload) != length:
            raise Unreadable("cut")
        return Record(rowid, _values(payload))

    def _local(self, length: int, *, is_table: bool) -> int:
        """How many bytes of a payload are on its own page."""
        usable = self.size
        most = usable - 35 if is_table else (usable - 12) * 64 // 255 - 23
        if length <= most:
            return length
        least = (usable - 12) * 32 // 255 - 23
        fitting = least + (length - least) % (usable - 4)
        return fitting if fitting <= most else least

    def _overflow(self, number: int, length: int) -> bytes:
        parts: list[bytes] = []
        seen: set[int] = set()
        while length > 0:
            if number in seen:
                raise Unreadable("a circle of pages")
            seen.add(number)
            self.overflowed.add(number)
            page = self.page(number)
            part = page[4 : 4 + min(length, self.size - 4)]
            if not part:
                raise Unreadable("cut")
            parts.append(part)
            length -= len(part)
            (number,) = struct.unpack_from(">I", page, 0)
        return b"".join(parts)


def _start(number: int) -> int:
    """Where the tree's part of a page begins: the file's header is on the first one."""
    return HEADER_BYTES if number == 1 else 0


def _cells(page: bytes, start: int) -> tuple[int, list[int]]:
    """The kind of a page, and where its cells are."""
    kind = page[start]
    if kind not in _KINDS:
        raise Unreadable("no tree page")
    (count,) = struct.unpack_from(">H", page, start + 3)
    first = start + (12 if kind in _INTERIOR else 8)
    if first + 2 * count > len(page):
        raise Unreadable("too many cells")
    return kind, list(struct.unpack_from(f">{count}H", page, first))


def _children(page: bytes, start: int) -> list[int]:
    kind, cells = _cells(page, start)
    if kind not in _INTERIOR:
        return []
    (last,) = struct.unpack_from(">I", page, start + 8)
    return [struct.unpack_from(">I", page, cell)[0] for cell in cells if cell + 4 <= len(page)] + [last]


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for index in range(8):
        byte = data[at + index]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + index + 1
    return value << 8 | data[at + 8], at + 9


def _values(payload: bytes) -> tuple[Scalar | bytes, ...]:
    end, at = _varint(payload, 0)
    body = end
    values: list[Scalar | bytes] = []
    while at < end:
        kind, at = _varint(payload, at)
        value, body = _value(payload, body, kind)
        values.append(value)
    if at != end or body != len(payload):
        raise Unreadable("lengths that do not fit")
    return tuple(values)


_INTEGERS: Final = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
"""Bytes of an integer by its serial type."""


def _value(payload: bytes, at: int, kind: int) -> tuple[Scalar | bytes, int]:
    if kind == 0:
        return None, at
    if kind in _INTEGERS:
        end = at + _INTEGERS[kind]
        return int.from_bytes(_slice(payload, at, end), "big", signed=True), end
    if kind == 7:
        return struct.unpack_from(">d", payload, at)[0], at + 8
    if kind in (8, 9):
        return kind - 8, at
    if kind < 12:
        raise Unreadable("a serial type that is not in use")
    end = at + (kind - 12) // 2
    found = _slice(payload, at, end)
    if kind % 2 and b"\x00" in found:
        raise Unreadable("zeros where text should be")
    return (found.decode("utf-8") if kind % 2 else found), end


def _slice(payload: bytes, start: int, end: int) -> bytes:
    if end > len(payload):
        raise Unreadable("cut")
    return payload[start:end]


def _committed(journal: bytes, size: int) -> dict[int, bytes]:
    """The pages of a journal up to its last commit; frames after a wrong checksum do not count."""
    if len(journal) < _JOURNAL_HEADER:
        return {}
    magic, _, page_size, _, *salts = struct.unpack_from(">6I", journal, 0)
    if magic not in (0x377F0682, 0x377F0683) or page_size != size:
        return {}
    order = ">" if magic & 1 else "<"
    sums = _checksum(journal[:24], (0, 0), order)
    if sums != struct.unpack_from(">2I", journal, 24):
        return {}
    committed: dict[int, bytes] = {}
    waiting: dict[int, bytes] = {}
    at = _JOURNAL_HEADER
    while at + _FRAME_HEADER + size <= len(journal):
        number, pages, *frame_salts = struct.unpack_from(">4I", journal, at)
        page = journal[at + _FRAME_HEADER : at + _FRAME_HEADER + size]
        sums = _checksum(page, _checksum(journal[at : at + 8], sums, order), order)
        if frame_salts != salts or sums != struct.unpack_from(">2I", journal, at + 16):
            break
        waiting[number] = page
        if pages:
            committed.update(waiting)
            waiting.clear()
        at += _FRAME_HEADER + size
    return committed


def _checksum(data: bytes, sums: tuple[int, int], order: str) -> tuple[int, int]:
    one, two = sums
    for first, second in struct.iter_unpack(f"{order}2I", data):
        one = (one + first + two) & 0xFFFFFFFF
        two = (two + second + one) & 0xFFFFFFFF
    return one, two
