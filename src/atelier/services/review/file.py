"""The bytes of a reviewed text, whatever program saved them."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from atelier.domain.text import clean
from atelier.errors import N_, AtelierError

LARGEST: Final = 20_000_000
"""Bytes of a reviewed text at the most."""
_LONGEST_PART: Final = 40_000_000
_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ODF: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def read_file(path: Path) -> str:
    """The cleaned text of a file.

    Raises:
        AtelierError: it cannot be read, it is too large, or no text.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise AtelierError(N_("{file} cannot be read: {reason}."), file=path, reason=reason) from error
    return read_text(content)


def read_text(content: bytes) -> str:
    """The cleaned text of a file: plain text in the usual encodings, or the paragraphs of a document.

    Raises:
        AtelierError: it is too large, or no text.
    """
    if len(content) > LARGEST:
        text = N_("This file is too large for a reviewed text: {size} MB at the most.")
        raise AtelierError(text, size=LARGEST // 1_000_000)
    if content.startswith(b"PK"):
        return clean(_from_document(content))
    if content.startswith((b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf")):
        raise _not_text()
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return clean(content.decode("utf-16", "replace"))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")  # what old programs of Windows save
    if text.count("\0") > len(text) // 10:
        raise _not_text()
    return clean(text)


def _not_text() -> AtelierError:
    return AtelierError(N_("This file is no text: save it as plain text (.txt) or as .docx, then read it."))


def _from_document(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name, paragraph_of in (("word/document.xml", _word_text), ("content.xml", _odf_text)):
                if name not in archive.namelist():
                    continue
                with archive.open(name) as part:
                    xml = part.read(_LONGEST_PART + 1)
                if len(xml) > _LONGEST_PART:
                    raise _not_text()
                return "\n\n".join(paragraph_of(ElementTree.fromstring(_without_types(xml))))
    except (zipfile.BadZipFile, ElementTree.ParseError, OSError, RuntimeError, NotImplementedError) as error:
        raise _not_text() from error
    raise _not_text()


def _without_types(xml: bytes) -> bytes:
    # Entities that are defined in a file can be made to fill the memory; documents have none.
    if re.search(rb"<!(?:DOCTYPE|ENTITY)", xml):
        raise _not_text()
    return xml


def _word_text(root: ElementTree.Element) -> list[str]:
    found = []
    for paragraph in root.iter(f"{_WORD}p"):
        text = ""
        for node in paragraph.iter():
            if node.tag == f"{_WORD}t":
                text += node.text or ""
            elif node.tag in (f"{_WORD}br", f"{_WORD}cr"):
                text += "\n"
            elif node.tag == f"{_WORD}tab" and not node.attrib:
                text += " "
            elif node.tag == f"{_WORD}noBreakHyphen":
                text += "-"
        found.append(text.strip())
    return [text for text in found if text]


def _odf_text(root: ElementTree.Element) -> list[str]:
    for node in root.iter():
        for deleted in node.findall(f"{_ODF}tracked-changes"):
            node.remove(deleted)
    found = []
    for node in root.iter():
        if node.tag in (f"{_ODF}p", f"{_ODF}h"):
            found.append(_odf_line(node).strip())
    return [text for text in found if text]


def _odf_line(node: ElementTree.Element) -> str:
    text = node.text or ""
    for child in node:
        if child.tag == f"{_ODF}s":
            text += " "
        elif child.tag == f"{_ODF}line-break":
            text += "\n"
        elif child.tag == f"{_ODF}tab":
            text += " "
        elif child.tag not in (f"{_ODF}note", f"{_ODF}tracked-changes"):
            text += _odf_line(child)
        text += child.tail or ""
    return text
