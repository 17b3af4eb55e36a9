"""The command line: what commands there are, and what becomes of their errors."""

from __future__ import annotations

import importlib
import io
import os
import sys
from collections.abc import Sequence
from typing import Final, NamedTuple

import click

from atelier import __version__, folders
from atelier.cli import streams
from atelier.cli.borrowed import click_speaks, localised
from atelier.cli.invocation import Invocation
from atelier.errors import DONE, N_, PROBLEM, AtelierError
from atelier.i18n import LANGUAGES, Translator, choose_language

HOME: Final = "atelier.cli.home"
"""What runs without a command."""


class Summary(NamedTuple):
    """What help says of a command, without importing it."""

    module: str
    help: str


COMMANDS: Final = {
    "demo": Summary("atelier.cli.demo", N_("Try Atelier on a ready-made world café.")),
    "new": Summary("atelier.cli.new", N_("Make a workshop from a format.")),
    "open": Summary("atelier.cli.open", N_("Open a workshop.")),
    "screen": Summary("atelier.cli.screen", N_("Show the room's screen in a second terminal.")),
    "serve": Summary("atelier.cli.serve", N_("Open a workshop to the phones of its tables.")),
    "note": Summary("atelier.cli.note", N_("Add a note to a workshop.")),
    "import": Summary("atelier.cli.import_", N_("Add the notes of a CSV, JSONL or text file.")),
    "merge": Summary("atelier.cli.merge", N_("Unite the files of several laptops.")),
    "status": Summary("atelier.cli.status", N_("Tell where a workshop stands.")),
    "fuse": Summary("atelier.cli.fuse", N_("Propose how notes go together.")),
    "lint": Summary("atelier.cli.lint", N_("Tell what stands between a workshop and its publication.")),
    "export": Summary("atelier.cli.export", N_("Write the documents of a workshop.")),
    "doctor": Summary("atelier.cli.doctor", N_("Check this computer, or a workshop's file.")),
    "themes": Summary("atelier.cli.themes", N_("List the colour themes.")),
    "keys": Summary("atelier.cli.keys", N_("List the keys.")),
    "formats": Summary("atelier.cli.formats", N_("List the formats of workshops.")),
}
"""Each module exposes its click command as `command`, in English msgids."""

LATER: Final = ("plan", "purge")
"""Commands of later versions: whoever types one learns that it exists."""


class CommandTable(click.Group):
    """The group of all commands, each imported when it is called."""

    def __init__(self, tr: Translator) -> None:
        self.tr = tr
        super().__init__(
            name="atelier",
            help=tr(N_("Run a world café from one laptop, and publish what it said.")),
            epilog=tr(N_("Without a command: the home screen.")),
            invoke_without_command=True,
            callback=_home,
            context_settings={"help_option_names": ["-h", "--help"], "terminal_width": _terminal_width()},
            options_metavar=tr(N_("[OPTIONS]")),
            subcommand_metavar=tr(N_("COMMAND …")),
            params=[
                click.Option(
                    ["--lang"],
                    type=click.Choice(LANGUAGES),
                    is_eager=True,
                    expose_value=False,
                    help=tr(N_("Language of the interface.")),
                ),
                click.Option(
                    ["--version"],
                    is_flag=True,
                    is_eager=True,
                    expose_value=False,
                    callback=_version,
                    help=tr(N_("Show the version and exit.")),
                ),
            ],
        )

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, in the order of a workshop."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now, in the user's language."""
        summary = COMMANDS.get(cmd_name)
        if summary is None:
            return None
        command: click.Command = importlib.import_module(summary.module).command
        return localised(command, self.tr)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that was typed; an unknown one is answered with those there are."""
        name = args[0]
        if name in COMMANDS or name.startswith("-"):
            return super().resolve_command(ctx, args)
        if name in LATER:
            text = N_("The command “{name}” comes with a later version. Commands of this one: {known}.")
        else:
            text = N_("There is no command “{name}”. Those there are: {known}.")
        raise click.UsageError(self.tr(text, name=name, known=", ".join(COMMANDS)), ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands, which imports none of them."""
        with formatter.section(self.tr(N_("Commands"))):
            formatter.write_dl([(name, self.tr(summary.help)) for name, summary in COMMANDS.items()])


def main(words: Sequence[str]) -> int:
    """Run one command.

    Args:
        words: the command line after the program's name.

    Returns:
        The exit code: see `errors`.
    """
    streams.steady()
    settings = None
    if os.path.exists(os.path.join(folders.roots().config, "settings.toml")):
        from atelier import config

        settings = config.load_settings(config.Places.default())
    language = choose_language(_lang_option(words), settings.lang if settings else "")
    invocation = Invocation(Translator(language), settings)
    for problem in settings.problems if settings else ():
        invocation.warn(problem)
    with click_speaks(language):
        return _run(CommandTable(invocation.tr), words, invocation)


def _run(table: CommandTable, words: Sequence[str], invocation: Invocation) -> int:
    try:
        result = table.main(list(words), prog_name="atelier", standalone_mode=False, obj=invocation)
        return result if type(result) is int else DONE
    except AtelierError as error:
        invocation.warn(error)
        return error.exit_code
    except click.ClickException as error:
        shown = io.StringIO()
        error.show(shown)
        invocation.warn(shown.getvalue().rstrip("\n"))
        return error.exit_code
    except click.Abort:
        invocation.warn(invocation.tr(N_("Interrupted.")))
        return PROBLEM
    except Exception as error:  # the last edge: whatever nobody foresaw
        invocation.warn(_unforeseen(error, invocation))
        return PROBLEM


def _unforeseen(error: Exception, invocation: Invocation) -> AtelierError:
    """What to say of a failure that no command understood; its details are in the log."""
    from atelier import logbook

    log = logbook.record(error, invocation.places.log) or "–"
    if isinstance(error, OSError) and error.strerror:
        reason = f"{error.strerror}: {error.filename}" if error.filename else error.strerror
        return AtelierError(N_("The system refused: {reason}. Details: {log}"), reason=reason, log=log)
    text = N_(
        "Atelier met a failure that it did not foresee ({kind}). What was saved is safe. Details: {log}"
    )
    return AtelierError(text, kind=type(error).__name__, log=log)


def _terminal_width() -> int:
    """Columns for help, at most 80; click would import `shutil` to learn them."""
    try:
        return min(80, os.get_terminal_size().columns)
    except (OSError, ValueError, AttributeError):
        return 80


def _lang_option(words: Sequence[str]) -> str:
    """What `--lang` says before the command; click itself checks it, but its own errors need a language."""
    language = ""
    rest = iter(words)
    for word in rest:
        if word == "--lang":
            language = next(rest, "")
        elif word.startswith("--lang="):
            language = word.removeprefix("--lang=")
        elif not word.startswith("-"):
            break
    return language


def _version(ctx: click.Context, _param: click.Parameter, is_asked: bool) -> None:
    if is_asked and not ctx.resilient_parsing:
        sys.stdout.write(f"atelier {__version__}\n")
        ctx.exit()


@click.pass_context
def _home(ctx: click.Context) -> None:
    if ctx.invoked_subcommand is None:
        home: click.Command = importlib.import_module(HOME).command
        ctx.exit(ctx.invoke(home) or DONE)
