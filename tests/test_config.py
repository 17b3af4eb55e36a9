"""The user's folders, settings and recent workshops."""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atelier import atomic_file, config, folders
from atelier.config import Places, RecentFile, Settings
from atelier.errors import AtelierError


@pytest.fixture
def places() -> Places:
    """The folders of a user who starts for the first time."""
    return Places.default()


def write(places: Places, text: str | bytes) -> Path:
    """Put a settings file in its place."""
    places.config.mkdir(parents=True, exist_ok=True)
    places.settings.write_bytes(text if isinstance(text, bytes) else text.encode())
    return places.settings


def test_one_variable_moves_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATELIER_HOME", str(tmp_path / "stick"))
    assert set(folders.roots()) == {str(tmp_path / "stick" / name) for name in ("config", "state", "cache")}


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs itself is asked")
@pytest.mark.parametrize("base", ["", "/somewhere", "relative/path", " "])
def test_the_short_way_finds_the_folders_that_platformdirs_finds(
    base: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import platformdirs

    monkeypatch.delenv("ATELIER_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    for variable in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(variable, base and f"{base}{variable[3:]}")
    assert folders.roots() == (
        platformdirs.user_config_dir("atelier", appauthor=False),
        platformdirs.user_state_dir("atelier", appauthor=False),
        platformdirs.user_cache_dir("atelier", appauthor=False),
    )


def test_other_systems_ask_platformdirs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ATELIER_HOME")
    monkeypatch.setattr(folders.sys, "platform", "win32")
    monkeypatch.setattr("platformdirs.user_config_dir", lambda *_, **__: "C:\\config")
    assert folders.roots().config == "C:\\config"


def test_without_a_file_the_program_chooses(places: Places) -> None:
    assert config.load_settings(places) == Settings()
    assert not places.config.exists()


def test_settings_are_read(places: Places) -> None:
    write(places, 'lang = "en"\ntheme = "nuit"\n[keymap]\n"run.pause" = " f4,p "\n')
    assert config.load_settings(places) == Settings("en", "nuit", {"run.pause": "f4,p"})


def test_the_mark_that_notepad_puts_in_front_is_no_mistake(places: Places) -> None:
    write(places, b'\xef\xbb\xbflang = "en"\r\n')
    assert config.load_settings(places) == Settings("en")


@pytest.mark.parametrize(
    ("text", "said", "left"),
    [
        ('lang = "de"\ntheme = "nuit"', ("lang", "fr"), Settings(theme="nuit")),
        ("lang = 3", ("lang",), Settings()),
        ('langue = "fr"\nlang = "en"', ("langue", "keymap"), Settings("en")),
        ('keymap = "p"', ("keymap",), Settings()),
        ('[keymap]\na = "p"\nb = 3\nc = " "', ("b, c",), Settings(keymap={"a": "p"})),
        ('lang = "fr"\ntheme = nuit', ("line 2", "theme = nuit"), Settings()),
        (b"\xff\xfel\0a\0n\0g\0", ("UTF-8",), Settings()),
        ("a" * 1_000_001, ("too long",), Settings()),
        ("[" * 5_000, ("line 1",), Settings()),
    ],
)
def test_a_bad_file_is_told_and_the_rest_of_it_is_used(
    text: str | bytes, said: tuple[str, ...], left: Settings, places: Places
) -> None:
    path = write(places, text)
    found = config.load_settings(places)
    assert (found.lang, found.theme, found.keymap) == (left.lang, left.theme, left.keymap)
    assert len(found.problems) == 1
    for words in (str(path), *said):
        assert words in str(found.problems[0])


def test_a_folder_in_the_place_of_the_file_is_told(places: Places) -> None:
    places.settings.mkdir(parents=True)
    assert str(places.settings) in str(config.load_settings(places).problems[0])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=60))
def test_no_file_stops_the_program(content: bytes, places: Places) -> None:
    write(places, content)
    assert isinstance(config.load_settings(places), Settings)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", 'theme = "nuit"\n'),
        ('lang = "en"\n', 'theme = "nuit"\nlang = "en"\n'),
        ('# mine\ntheme = "x"  # why\nlang = "en"\n', '# mine\ntheme = "nuit"  # why\nlang = "en"\n'),
        ('[keymap]\ntheme = "t"\n', 'theme = "nuit"\n[keymap]\ntheme = "t"\n'),
        ("theme='x'\r\nlang='fr'\r\n", "theme = \"nuit\"\r\nlang='fr'\r\n"),
        ('"theme" = "a#b"\n', 'theme = "nuit"\n'),
    ],
)
def test_one_choice_is_saved_and_the_rest_left_alone(before: str, after: str, places: Places) -> None:
    if before:
        write(places, before)
    config.save_setting(places, "theme", "nuit")
    assert places.settings.read_bytes() == after.encode()
    assert config.load_settings(places).theme == "nuit"
    assert not list(places.config.glob(".*"))


@pytest.mark.parametrize("text", ["theme = nuit", 'theme = """\nx"""\n', 'theme = [\n"a",\n]\n'])
def test_a_file_that_cannot_be_changed_safely_is_left_as_it_is(text: str, places: Places) -> None:
    write(places, text)
    with pytest.raises(AtelierError) as raised:
        config.save_setting(places, "theme", "jour")
    assert str(places.settings) in str(raised.value)
    assert places.settings.read_text() == text


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(max_size=12))
def test_any_word_is_saved_as_it_is_or_refused(name: str, places: Places) -> None:
    places.settings.unlink(missing_ok=True)
    try:
        config.save_setting(places, "theme", name)
    except AtelierError:
        assert not places.settings.exists()
    else:
        assert tomllib.loads(places.settings.read_text("utf-8"))["theme"] == name


def test_a_choice_that_cannot_be_written_is_told(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path, _content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(atomic_file, "write", refuse)
    with pytest.raises(AtelierError, match="No space left"):
        config.save_setting(places, "theme", "nuit")


def test_recent_workshops_are_remembered_the_last_first(places: Places, tmp_path: Path) -> None:
    for name in ("a", "b", "a"):
        config.remember_file(places, RecentFile(tmp_path / f"{name}.atelier", name.upper(), "2025-10-15"))
    assert [file.title for file in config.recent_files(places)] == ["A", "B"]
    config.forget_file(places, tmp_path / "a.atelier")
    assert config.recent_files(places) == [RecentFile(tmp_path / "b.atelier", "B", "2025-10-15")]


def test_the_list_of_recent_workshops_stays_short(places: Places, tmp_path: Path) -> None:
    for number in range(config.RECENT_LIMIT + 5):
        config.remember_file(places, RecentFile(tmp_path / f"{number}.atelier"))
    assert len(config.recent_files(places)) == config.RECENT_LIMIT


@pytest.mark.parametrize("text", ["", "{", "{}", '[3, {}, {"path": 3}, {"path": ""}]', "[" * 100_000, "\xff"])
def test_a_list_that_cannot_be_read_is_an_empty_one(text: str, places: Places, tmp_path: Path) -> None:
    places.state.mkdir(parents=True)
    places.recent.write_text(text, "latin-1")
    assert config.recent_files(places) == []
    config.remember_file(places, RecentFile(tmp_path / "a.atelier"))
    assert len(json.loads(places.recent.read_text("utf-8"))) == 1


def test_a_state_folder_that_cannot_be_made_is_no_error(places: Places, tmp_path: Path) -> None:
    places.state.parent.mkdir(parents=True)
    places.state.write_text("a file where the folder should be")
    config.remember_file(places, RecentFile(tmp_path / "a.atelier"))
    assert config.recent_files(places) == []


def test_a_write_that_fails_leaves_the_old_file_and_no_litter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "file"
    atomic_file.write(target, b"old")

    def refuse(_source: str, _target: str) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(atomic_file.os, "replace", refuse)
    with pytest.raises(OSError, match="Input/output"):
        atomic_file.write(target, b"new")
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["file"]


def test_windows_is_asked_again_while_another_program_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, refusals = atomic_file.os.replace, [1, 2]

    def busy(source: str, target: str) -> None:
        if refusals:
            refusals.pop()
            raise PermissionError(13, "Access is denied")
        replace(source, target)

    monkeypatch.setattr(atomic_file.os, "replace", busy)
    monkeypatch.setattr(atomic_file, "_WINDOWS", True)
    monkeypatch.setattr(atomic_file.time, "sleep", lambda _seconds: None)
    atomic_file.write(tmp_path / "file", b"new")
    assert (tmp_path / "file").read_bytes() == b"new"
    assert refusals == []


@pytest.mark.parametrize(
    ("text", "has_sound"), [("", True), ('sound = "on"', True), ('sound = "off"', False)]
)
def test_the_sound_is_on_until_it_is_turned_off(places: Places, text: str, has_sound: bool) -> None:
    write(places, text)
    assert config.load_settings(places).has_sound is has_sound


def test_a_sound_that_is_neither_on_nor_off_is_told(places: Places) -> None:
    write(places, 'sound = "loud"')
    found = config.load_settings(places)
    assert found.has_sound
    assert len(found.problems) == 1
    config.save_setting(places, "sound", "off")
    assert not config.load_settings(places).has_sound
