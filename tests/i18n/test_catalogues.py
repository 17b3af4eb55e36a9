"""Both catalogues say everything that the code says, in good French."""

from __future__ import annotations

import gettext
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tools import catalogue as tool

from atelier.catalogue import CatalogueError, Entry, mo_bytes, read_po, with_strings, write_po
from atelier.i18n import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_is_complete_and_well_written(language: str) -> None:
    wrong = tool.problems(language, tool.extract(), tool.read(language))
    assert not wrong, "run tools/catalogue.py update, then missing and fill:\n" + "\n".join(wrong)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_is_as_the_tool_writes_it(language: str) -> None:
    path = tool.po_file(language)
    assert path.read_text("utf-8") == write_po(read_po(path.read_text("utf-8")))


def project(root: Path, code: str) -> Path:
    """A project of one module."""
    (root / "src").mkdir()
    (root / "src" / "module.py").write_text(code, "utf-8")
    return root


def test_messages_are_found_wherever_they_are_marked(tmp_path: Path) -> None:
    code = """
tr("one")
self.tr("two", n=1)
self.app._tr("three " "joined")
N_("four", "fours")
tr.n("five", "fives", 2)
invocation.tr.n("six", "sixes", 2)
tr("seven" if x else "eight")
tr(variable)
n("not", "this", 1)
strn("nor this")
"""
    found = tool.extract(project(tmp_path, code))
    assert {text: message.plural for text, message in found.items()} == {
        "one": "",
        "two": "",
        "three joined": "",
        "four": "fours",
        "five": "fives",
        "six": "sixes",
        "seven": "",
        "eight": "",
    }
    assert found["one"].sources == {"src/module.py"}


@pytest.mark.parametrize("code", ['tr(f"hello {name}")', 'N_("a" + b)', 'tr("%s" % x)'])
def test_a_message_that_is_put_together_is_refused(code: str, tmp_path: Path) -> None:
    with pytest.raises(tool.ExtractionError, match=r"src/module\.py, line 1"):
        tool.extract(project(tmp_path, code))


def test_two_plurals_of_one_message_are_refused(tmp_path: Path) -> None:
    with pytest.raises(tool.ExtractionError, match="two plurals"):
        tool.extract(project(tmp_path, 'N_("a", "b"); N_("a", "c")'))


def test_an_update_keeps_translations_and_remembers_what_went(tmp_path: Path) -> None:
    old = [
        Entry("kept", strings=("gardé",), notes=("a note",)),
        Entry("gone", strings=("parti",)),
        Entry("never"),
    ]
    entries = tool.updated("fr", tool.extract(project(tmp_path, 'tr("kept"); N_("new")')), old)
    again = read_po(write_po(entries))
    by_id = {entry.msgid: entry for entry in again}
    assert set(by_id) == {"", "kept", "new", "gone"}
    assert by_id["kept"].strings == ("gardé",)
    assert by_id["kept"].notes == ("a note",)
    assert not by_id["new"].is_translated
    assert by_id["gone"].is_obsolete
    back = tool.updated("fr", {"gone": tool.Found("gone")}, again)
    assert [entry.strings for entry in back if entry.msgid == "gone"] == [("parti",)]


def test_english_translates_itself(tmp_path: Path) -> None:
    entries = tool.updated("en", tool.extract(project(tmp_path, 'N_("{n} note", "{n} notes")')), [])
    assert [entry.strings for entry in entries if entry.msgid] == [("{n} note", "{n} notes")]


@pytest.mark.parametrize(
    ("french", "is_good"),
    [
        ("Voulez-vous\u00a0?", True),
        ("Voulez-vous\u202f?", True),
        ("Voulez-vous ?", False),
        ("Voulez-vous?", False),
        ("Non\u00a0!", True),
        ("Non !", False),
        ("Ligne\u00a0: {x}", True),
        ("Ligne: {x}", False),
        ("{x}: {y}", False),
        ("12:40 et {minutes}:{seconds}", True),
        ("voir http://exemple", True),
        ("«\u00a0oui\u00a0»", True),
        ("« oui »", False),
        ("«oui»", False),
        ("“oui”", False),
        ("l'heure", False),
        ("l’heure", True),
        ('dire "oui"', False),
        ("attendez...", False),
        ("attendez…", True),
        ("{n} min", False),
        ("{n}\u00a0min", True),
        ("{n} minutes", True),
        ("19 %", False),
        ("(vraiment\u00a0?)", True),
        ("(vraiment?)", False),
        ("quoi\u00a0?!", True),
        ("{name!r} va", True),
    ],
)
def test_french_typography_is_checked(french: str, is_good: bool) -> None:
    assert (tool.misprints(french) == []) is is_good


def test_what_is_wrong_with_a_catalogue_is_listed() -> None:
    messages = {
        text: tool.Found(text, plural) for text, plural in (("a {x}", ""), ("b", ""), ("c", "cs"), ("d", ""))
    }
    entries = [
        Entry("a {x}", strings=("a {y}",)),
        Entry("b", strings=("b !",)),
        Entry("c", plural="cs", strings=("c", "")),
        Entry("e", strings=("e",)),
    ]
    wrong = "\n".join(tool.problems("fr", messages, entries))
    for said in (
        "other places than in 'a {x}'",
        "'b !'",
        "not translated: 'c'",
        "not in the catalogue: 'd'",
        "any more: 'e'",
    ):
        assert said in wrong
    assert tool.problems("fr", {}, []) == []


def test_typography_that_is_meant_may_stay() -> None:
    messages = {"b": tool.Found("b")}
    assert tool.problems("fr", messages, [Entry("b", strings=('dire "b"',), flags=(tool.AS_WRITTEN,))]) == []


TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0\r"), min_size=1, max_size=40)
ENTRIES = st.lists(
    st.one_of(
        st.builds(Entry, msgid=TEXT, strings=st.tuples(TEXT)),
        st.builds(Entry, msgid=TEXT, plural=TEXT, strings=st.tuples(TEXT, TEXT)),
    ),
    unique_by=lambda entry: entry.msgid,
    max_size=6,
)


@settings(max_examples=150, deadline=None)
@given(ENTRIES)
def test_a_po_file_reads_back_as_it_was_written(entries: list[Entry]) -> None:
    assert sorted(read_po(write_po(entries)), key=lambda entry: entry.msgid) == sorted(
        entries, key=lambda entry: entry.msgid
    )


@settings(max_examples=150, deadline=None)
@given(ENTRIES)
def test_gettext_reads_what_is_compiled(entries: list[Entry]) -> None:
    header = Entry("", strings=(tool.HEADERS["fr"],))
    loaded = gettext.GNUTranslations(io.BytesIO(mo_bytes([header, *entries])))
    for entry in entries:
        if entry.plural:
            assert loaded.ngettext(entry.msgid, entry.plural, 1) == entry.strings[0]
            assert loaded.ngettext(entry.msgid, entry.plural, 2) == entry.strings[1]
        else:
            assert loaded.gettext(entry.msgid) == entry.strings[0]


def test_what_is_fuzzy_obsolete_or_empty_is_not_compiled() -> None:
    entries = [
        Entry("", strings=(tool.HEADERS["fr"],)),
        Entry("guess", strings=("x",), flags=("fuzzy",)),
        Entry("old", strings=("x",), is_obsolete=True),
        Entry("empty"),
    ]
    loaded = gettext.GNUTranslations(io.BytesIO(mo_bytes(entries)))
    assert [loaded.gettext(text) for text in ("guess", "old", "empty")] == ["guess", "old", "empty"]
    assert with_strings(entries[1], ["y"]).is_translated


@pytest.mark.parametrize(
    "text",
    [
        'msgid "a"\nmsgstr b',
        '"lost"',
        'msgctxt "c"\nmsgid "a"\nmsgstr ""',
        'msgid "a" "b"\nmsgstr ""',
        'msgstr "a"',
    ],
)
def test_a_po_file_that_makes_no_sense_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(CatalogueError, match=r"line [12]"):
        read_po(text)


def test_a_po_file_of_windows_reads_the_same() -> None:
    text = '# note\n#: a.py\n#, fuzzy\nmsgid ""\n"one\\n"\n"two"\nmsgstr "\\"x\\""\n'
    text += '\n#~ msgid "o"\n#~ msgstr "p"\n'
    assert read_po(text.replace("\n", "\r\n")) == read_po(text)
    assert read_po(text)[0] == Entry(
        "one\ntwo", strings=('"x"',), notes=("note",), sources=("a.py",), flags=("fuzzy",)
    )
    assert read_po(text)[1] == Entry("o", strings=("p",), is_obsolete=True)
