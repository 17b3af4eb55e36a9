"""The command line as a whole: languages, errors, what is imported."""

from __future__ import annotations

import ast
import gettext
import importlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from tools import catalogue as tool

from atelier import __version__, folders
from atelier.cli import app, borrowed
from atelier.cli.invocation import Invocation
from atelier.errors import N_, AtelierError, FileUnusable
from atelier.i18n import LANGUAGES, Translator

COMMAND = "status"
"""A command whose module the tests replace."""


def run(*words: str, code: str | None = None, **environ: str) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own."""
    start = ["-c", code] if code is not None else ["-m", "atelier"]
    return subprocess.run(
        [sys.executable, *start, *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **environ},
        timeout=60,
    )


@pytest.fixture
def replaced(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[..., object]], None]:
    """Puts a function in the place of one command's."""

    def replace(function: Callable[..., object]) -> None:
        module = type(sys)("atelier.cli.replaced")
        module.command = click.command(help=N_("List the keys."))(click.pass_obj(function))
        monkeypatch.setitem(sys.modules, "atelier.cli.replaced", module)
        summary = app.Summary("atelier.cli.replaced", "")
        monkeypatch.setitem(app.COMMANDS, COMMAND, summary)

    return replace


def test_the_version_is_told_at_once() -> None:
    code = """
import sys
sys.argv = ["atelier", "--version"]
from atelier.entry import main
assert main() == 0
print(*sorted(sys.modules))
"""
    version, modules = run(code=code).stdout.splitlines()
    assert version == f"atelier {__version__}"
    assert not {"click", "gettext", "typing", "dataclasses", "pathlib", "atelier.cli"} & set(modules.split())


def test_help_imports_no_command_and_nothing_heavy() -> None:
    code = """
import sys
sys.argv = ["atelier", "--lang", "en", "--help"]
from atelier.entry import main
assert main() == 0
print(*sorted(sys.modules))
"""
    shown = run(code=code).stdout
    modules = set(shown.splitlines()[-1].split())
    heavy = {
        "textual",
        "rich",
        "sqlite3",
        "sqlite_utils",
        "pydantic",
        "qrcode",
        "asyncio",
        "platformdirs",
        "tomllib",
    }
    assert not heavy & modules
    assert not {summary.module for summary in app.COMMANDS.values()} & modules
    assert "Run a world café" in shown


@pytest.mark.parametrize("words", [("--version",), ("--lang", "en", "--version")])
def test_the_version_wherever_it_is_asked(words: tuple[str, ...]) -> None:
    answer = run(*words)
    assert (answer.returncode, answer.stdout) == (0, f"atelier {__version__}\n")


def test_each_command_is_in_help_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    for language in LANGUAGES:
        assert app.main(["--lang", language, "--help"]) == 0
        shown = capsys.readouterr().out
        for name, summary in app.COMMANDS.items():
            assert f"  {name} " in shown
            assert Translator(language)(summary.help) in shown


@pytest.mark.parametrize("name", app.COMMANDS)
def test_each_command_is_a_click_command_in_english(name: str) -> None:
    command = importlib.import_module(app.COMMANDS[name].module).command
    assert isinstance(command, click.Command)
    known = {entry.msgid for entry in tool.read("fr")}
    texts = [command.help, command.epilog, *(parameter.metavar for parameter in command.params)]
    texts += [parameter.help for parameter in command.params if isinstance(parameter, click.Option)]
    assert command.help
    assert [text for text in texts if text and text not in known] == []


@pytest.mark.parametrize("name", app.COMMANDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_command_has_help(name: str, language: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert app.main(["--lang", language, name, "--help"]) == 0
    shown = capsys.readouterr()
    assert {"fr": "Utilisation\u00a0:", "en": "Usage:"}[language] in shown.out
    assert {"fr": "Afficher cette aide", "en": "Show this message"}[language] in shown.out
    assert shown.err == ""


@pytest.mark.parametrize("name", ["nothing", *app.LATER])
def test_a_command_that_is_not_there_is_answered_with_those_that_are(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert app.main([name]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert f"«\u00a0{name}\u00a0»" in shown.err
    assert ", ".join(app.COMMANDS) in shown.err
    assert "suivante" in shown.err or name == "nothing"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--nothing"], "Il n’y a pas d’option «\u00a0--nothing\u00a0»"),
        (["--lang", "de", "--help"], "«\u00a0de\u00a0» n’est pas l’un de ceux-ci"),
        (["--lang"], "demande une valeur"),
        (["--lang", "fr", "plan"], "viendra dans une version suivante"),
    ],
)
def test_what_click_says_is_french_too(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert app.main(words) == 2
    shown = capsys.readouterr().err
    assert said in shown
    assert "Erreur\u00a0: " in shown
    assert "Error" not in shown


def test_the_language_is_chosen_before_the_command_only(
    replaced: Callable[[Callable[..., object]], None], capsys: pytest.CaptureFixture[str]
) -> None:
    replaced(lambda invocation: invocation.say(invocation.tr.language))
    assert app.main(["--lang=en", COMMAND]) == 0
    assert app.main([COMMAND, "--lang", "en"]) == 2
    shown = capsys.readouterr()
    assert shown.out == "en\n"
    assert "--lang" in shown.err


def test_the_setting_chooses_the_language(capsys: pytest.CaptureFixture[str]) -> None:
    settings = Path(folders.roots().config) / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('lang = "en"\nnonsense = 1\n')
    assert app.main(["--help"]) == 0
    shown = capsys.readouterr()
    assert "Usage:" in shown.out
    assert "nonsense" in shown.err
    assert str(settings) in shown.err


def test_click_is_left_as_it_was(capsys: pytest.CaptureFixture[str]) -> None:
    before = gettext.textdomain()
    os.environ["LANGUAGE"] = "de"
    assert app.main(["--lang", "fr", "--help"]) == 0
    assert os.environ.pop("LANGUAGE") == "de"
    assert gettext.textdomain() == before
    assert "Utilisation" in capsys.readouterr().out


PROGRAMMERS_ONLY = (
    "Could not determine name",
    "No options defined",
    "Arguments take",
    "Name '{name}'",
    "Boolean option",
    "DeprecationWarning",
    "Unknown color",
    "Unknown standard",
)
NEVER_USED = ("Couldn't detect Bash", "Shell completion", "Invalid start character")


def test_every_word_of_this_click_that_users_see_is_translated() -> None:
    missing = []
    for file in Path(click.__file__).parent.glob("*.py"):
        if file.name in ("_termui_impl.py", "_winconsole.py"):  # the editor and the pager
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="_" | "ngettext"), args=[ast.Constant(value=str(text)), *_]):
                    missing += [text] if text not in borrowed.WORDS else []
    assert [text for text in missing if not text.startswith((*PROGRAMMERS_ONLY, *NEVER_USED))] == []


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (AtelierError(N_("on time")), 1),
        (FileUnusable(N_("on time")), 3),
        (AtelierError("{x}", x="\x1b[2J"), 1),
    ],
)
def test_an_error_is_one_sentence_and_an_exit_code(
    error: AtelierError,
    code: int,
    replaced: Callable[[Callable[..., object]], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(_invocation: Invocation) -> None:
        raise error

    replaced(fail)
    assert app.main([COMMAND]) == code
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err in ("à l’heure\n", "[2J\n")


@pytest.mark.parametrize(("returned", "code"), [(None, 0), (0, 0), (1, 1), (True, 0), ("text", 0)])
def test_a_command_may_return_its_exit_code(
    returned: object, code: int, replaced: Callable[[Callable[..., object]], None]
) -> None:
    replaced(lambda _invocation: returned)
    assert app.main([COMMAND]) == code


def test_what_nobody_foresaw_is_logged_and_told_in_a_sentence(
    replaced: Callable[[Callable[..., object]], None], capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_invocation: Invocation) -> None:
        raise ZeroDivisionError("a secret")

    replaced(fail)
    assert app.main([COMMAND]) == 1
    shown = capsys.readouterr()
    log = Path(folders.roots().state) / "atelier.log"
    assert str(log) in shown.err
    assert "Traceback" not in shown.err
    assert "ZeroDivisionError" in log.read_text("utf-8")
    assert len(shown.err.splitlines()) == 1


def test_a_log_that_cannot_be_written_does_not_hide_the_failure(
    replaced: Callable[[Callable[..., object]], None], capsys: pytest.CaptureFixture[str]
) -> None:
    state = Path(folders.roots().state)
    state.parent.mkdir(parents=True)
    state.write_text("a file where the folder should be")

    def fail(_invocation: Invocation) -> None:
        raise ZeroDivisionError

    replaced(fail)
    assert app.main([COMMAND]) == 1
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_what_the_system_refuses_is_told_with_its_reason(
    replaced: Callable[[Callable[..., object]], None], capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_invocation: Invocation) -> None:
        raise PermissionError(13, "Permission denied", "some/file")

    replaced(fail)
    assert app.main([COMMAND]) == 1
    assert "Permission denied: some/file" in capsys.readouterr().err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full is Linux's own")
@pytest.mark.parametrize("words", [("--version",), ("--help",), ("formats",)])
def test_a_full_disk_under_the_output_is_no_traceback(words: tuple[str, ...]) -> None:
    with open("/dev/full", "wb") as full:
        answer = subprocess.run(
            [sys.executable, "-m", "atelier", *words], stdout=full, stderr=subprocess.PIPE, timeout=60
        )
    assert answer.returncode == 1
    assert b"Traceback" not in answer.stderr


@pytest.mark.parametrize("interrupt", [KeyboardInterrupt, click.Abort, EOFError])
def test_an_interruption_is_no_traceback(
    interrupt: type[BaseException],
    replaced: Callable[[Callable[..., object]], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(_invocation: Invocation) -> None:
        raise interrupt

    replaced(fail)
    assert app.main([COMMAND]) == 1
    assert capsys.readouterr().err.strip() == "Interrompu."


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437", "utf-8"])
def test_no_encoding_makes_the_output_fail(encoding: str) -> None:
    for words in (("--help",), ("pl\u202fan…", "🌍")):
        answer = subprocess.run(
            [sys.executable, "-m", "atelier", *words],
            capture_output=True,
            env={**os.environ, "PYTHONIOENCODING": encoding},
            timeout=60,
        )
        assert answer.returncode in (0, 2)
        assert b"Traceback" not in answer.stderr


def test_a_name_that_acts_on_the_terminal_is_shown_harmless(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.main(["\x1b]0;title\x07\x9b2J"]) == 2
    shown = capsys.readouterr().err
    assert not {"\x1b", "\x07", "\x9b"} & set(shown)
    assert "]0;title" in shown


@pytest.mark.skipif(sys.platform == "win32", reason="pipes close in another way there")
def test_a_reader_that_left_is_no_failure() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with open(writing, "wb") as pipe:
        answer = subprocess.run(
            [sys.executable, "-m", "atelier", "--help"], stdout=pipe, stderr=subprocess.PIPE, timeout=60
        )
    assert b"Traceback" not in answer.stderr
    assert b"BrokenPipe" not in answer.stderr


def test_every_command_list_says_what_it_is_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert not set(app.COMMANDS) & set(app.LATER)
    assert app.main(["-h"]) == 0
    assert "Sans commande\u00a0: l’écran d’accueil." in capsys.readouterr().out
