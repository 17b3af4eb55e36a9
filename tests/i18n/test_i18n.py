"""Messages in two languages, and which language that is."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from atelier import folders, i18n, resources
from atelier.errors import AtelierError
from atelier.i18n import LANGUAGES, Translator, choose_language, locales_folder


@pytest.mark.parametrize(
    ("option", "environ", "setting", "expected"),
    [
        ("", {}, "", "fr"),
        ("en", {"ATELIER_LANG": "fr", "LANG": "fr_FR.UTF-8"}, "fr", "en"),
        ("", {"ATELIER_LANG": "en", "LANG": "fr_FR.UTF-8"}, "fr", "en"),
        ("", {"LANG": "fr_FR.UTF-8"}, "en", "en"),
        ("", {"LANG": "en_GB.UTF-8"}, "", "en"),
        ("", {"LANG": "en_GB.UTF-8"}, "fr", "fr"),
        ("", {"LC_ALL": "fr_CA", "LC_MESSAGES": "en_US", "LANG": "en_US"}, "", "fr"),
        ("", {"LC_ALL": "", "LC_MESSAGES": "en_US", "LANG": "fr_FR"}, "", "en"),
        ("", {"LC_ALL": "C", "LANG": "en_US.UTF-8"}, "", "fr"),
        ("", {"LANG": "POSIX"}, "", "fr"),
        ("", {"LANG": "C.UTF-8"}, "", "fr"),
        ("", {"LANG": "de_DE.UTF-8"}, "", "fr"),
        ("de", {"ATELIER_LANG": "en"}, "", "en"),
        ("", {"ATELIER_LANG": "klingon", "LANG": "en_US"}, "", "en"),
        ("EN", {}, "", "en"),
        ("", {}, "e\0n", "fr"),
    ],
)
def test_the_first_wish_that_can_be_fulfilled_wins(
    option: str, environ: dict[str, str], setting: str, expected: str
) -> None:
    assert choose_language(option, setting, environ) == expected


@pytest.mark.parametrize(
    ("locale", "expected"),
    [("English_United States", "en"), ("fr_FR", "fr"), ("German_Germany", "fr"), (None, "fr")],
)
def test_windows_is_asked_when_no_variable_tells(
    locale: str | None, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(i18n.os, "name", "nt")
    monkeypatch.setattr("locale.getlocale", lambda: (locale, "cp1252"))
    assert choose_language(environ={}) == expected


def test_a_message_is_said_in_the_language() -> None:
    assert Translator("fr")("Usage:") == "Utilisation\u00a0:"
    assert Translator("en")("Usage:") == "Usage:"
    assert Translator("xx").language == "fr"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_nobody_translated_is_said_as_it_is(language: str) -> None:
    tr = Translator(language)
    assert tr("no such message {x}", x=1) == "no such message 1"
    assert tr("no such {message}") == "no such {message}"
    assert tr("") == ""


def test_places_take_text_as_it_is() -> None:
    tr = Translator("fr")
    hostile = "{0} {x!r} %s [b] {"
    assert tr("There is no command “{name}”. Those there are: {known}.", name=hostile, known="") == (
        f"Il n’y a pas de commande «\u00a0{hostile}\u00a0». Celles qui existent\u00a0: ."
    )


def test_a_parameter_that_is_missing_never_hides_the_message() -> None:
    assert Translator("fr")("There is no command “{name}”. Those there are: {known}.", name="x").startswith(
        "Il n’y"
    )


def test_a_message_inside_a_message_is_said_too() -> None:
    inner = AtelierError("on time")
    assert Translator("fr")("no such message: {why}", why=inner) == "no such message: à l’heure"
    assert Translator("fr").of(AtelierError("{seconds} s", seconds=3)) == "3\u00a0s"


@pytest.mark.parametrize(("language", "at_zero"), [("fr", 0), ("en", 1)])
def test_each_language_counts_its_own_way(language: str, at_zero: int) -> None:
    tr = Translator(language)
    singular, plural = "Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."
    forms = [tr.n(singular, plural, n, name="x", nargs=n) for n in (1, 2)]
    assert forms[0] != forms[1]
    assert tr.n(singular, plural, 0, name="x", nargs=0).replace("0", "2") == forms[at_zero]


def test_a_message_marked_with_its_plural_follows_n() -> None:
    tr = Translator("fr")
    singular = "Option {name!r} requires an argument."
    assert tr(singular, n=1, name="x", nargs=1) == "L’option «\u00a0x\u00a0» demande une valeur."
    assert tr(singular, n=3, name="x", nargs=3) == "L’option «\u00a0x\u00a0» demande 3\u00a0valeurs.".replace(
        "3\u00a0", "3 "
    )


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Shipped content as a clone has it: sources, nothing compiled."""
    shutil.copytree(
        Path(resources.folder("data")) / "locales",
        tmp_path / "locales",
        ignore=shutil.ignore_patterns("*.mo"),
    )
    monkeypatch.setattr(resources, "folder", lambda _name: str(tmp_path))
    i18n._load.cache_clear()
    yield tmp_path / "locales"
    i18n._load.cache_clear()


def test_a_clone_compiles_at_the_first_run_and_again_when_the_source_changes(clone: Path) -> None:
    compiled = clone / "fr" / "LC_MESSAGES" / "atelier.mo"
    assert not compiled.exists()
    assert Translator("fr")("Usage:") == "Utilisation\u00a0:"
    assert compiled.exists()
    source = compiled.with_suffix(".po")
    source.write_text(source.read_text("utf-8").replace("Utilisation", "Emploi"), "utf-8")
    later = time.time() + 10
    os.utime(source, (later, later))
    assert locales_folder("fr") == str(clone)
    assert b"Emploi" in compiled.read_bytes()


def test_a_folder_that_may_not_be_written_is_spared(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from atelier import atomic_file

    write = atomic_file.write

    def refuse(path: str, content: bytes) -> None:
        if path.startswith(str(clone)):
            raise PermissionError(13, "Permission denied")
        write(path, content)

    monkeypatch.setattr(atomic_file, "write", refuse)
    folder = locales_folder("fr")
    assert folder is not None
    assert folder.startswith(folders.roots().cache)
    assert locales_folder("fr") == folder
    assert Translator("fr")("Usage:") == "Utilisation\u00a0:"


def test_without_any_place_to_write_messages_are_said_all_the_same(
    clone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from atelier import atomic_file

    def refuse(_path: str, _content: bytes) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(atomic_file, "write", refuse)
    assert locales_folder("fr") is None
    assert Translator("fr")("Usage:") == "Utilisation\u00a0:"


def test_a_damaged_compiled_catalogue_is_not_believed(clone: Path) -> None:
    compiled = clone / "fr" / "LC_MESSAGES" / "atelier.mo"
    compiled.write_bytes(b"\xde\x12\x04\x95 and then nothing")
    assert Translator("fr")("Usage:") == "Utilisation\u00a0:"


def test_without_a_catalogue_english_is_spoken(clone: Path) -> None:
    shutil.rmtree(clone)
    assert Translator("fr")("Usage:") == "Usage:"
