"""The words of click, in the user's language."""

from __future__ import annotations

import contextlib
import copy
import gettext
import os
from collections.abc import Iterator
from typing import Final

import click

from atelier.errors import N_
from atelier.i18n import DOMAIN, Translator, locales_folder

WORDS: Final = (
    N_("Aborted!"),
    N_("Usage:"),
    N_("Options"),
    N_("Commands"),
    N_("Positional arguments"),
    N_("Missing command."),
    N_("Missing argument"),
    N_("Missing option"),
    N_("Missing parameter"),
    N_("Missing {param_type}"),
    N_("Missing parameter: {param_name}"),
    N_("Choose from:\n\t{choices}"),
    N_("Choice({choices})"),
    N_("Error: {message}"),
    N_("Error: invalid input"),
    N_("Error: The two entered values do not match."),
    N_("Repeat for confirmation"),
    N_("Do you want to continue?"),
    N_("Confirm the action without prompting."),
    N_("Press any key to continue..."),
    N_("Try '{command} {option}' for help."),
    N_("Show this message and exit."),
    N_("Show the version and exit."),
    N_("%(prog)s, version %(version)s"),
    N_("env var: {var}"),
    N_("default: {default}"),
    N_("required"),
    N_("deprecated"),
    N_("(dynamic)"),
    N_("file"),
    N_("directory"),
    N_("path"),
    N_("unknown error"),
    N_("Could not open file {filename!r}: {message}"),
    N_("{name} {filename!r} is a file."),
    N_("{name} {filename!r} is a directory."),
    N_("{name} {filename!r} is not readable."),
    N_("{name} {filename!r} is not writable."),
    N_("{name} {filename!r} is not executable."),
    N_("{name} {filename!r} does not exist."),
    N_("Invalid value: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
    N_("{value} is not in the range {range}."),
    N_("{value!r} is not a valid {number_type}."),
    N_("{value!r} is not a valid boolean. Recognized values: {states}"),
    N_("{value!r} is not a valid UUID."),
    N_("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    N_("{value!r} does not match the format {format}.", "{value!r} does not match the formats {formats}."),
    N_("Value must be an iterable."),
    N_("Takes {nargs} values but 1 was given.", "Takes {nargs} values but {len} were given."),
    N_(
        "{len_type} values are required, but {len_value} was given.",
        "{len_type} values are required, but {len_value} were given.",
    ),
    N_("Argument {name!r} takes {nargs} values."),
    N_("Option {name!r} does not take a value."),
    N_("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    N_("No such option {name!r}."),
    N_("No such command {name!r}."),
    N_("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    N_("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
)
"""What click says to users. It asks `gettext` for these when it needs them; one that a newer click
words otherwise is shown in English until it is added here."""

_KINDS: Final = {
    "text": N_("TEXT"),
    "integer": N_("NUMBER"),
    "integer range": N_("NUMBER"),
    "float": N_("NUMBER"),
    "path": N_("PATH"),
    "file": N_("FILE"),
    "filename": N_("FILE"),
    "directory": N_("FOLDER"),
}
"""What stands for the value of an option whose command named none."""


@contextlib.contextmanager
def click_speaks(language: str) -> Iterator[None]:
    """Let click find its words in our catalogue, by the documented ways of `gettext` alone.

    Args:
        language: one for which there is a catalogue.
    """
    folder = locales_folder(language)
    before = os.environ.get("LANGUAGE"), gettext.textdomain()
    if folder is not None:
        gettext.bindtextdomain(DOMAIN, folder)
        gettext.textdomain(DOMAIN)
        os.environ["LANGUAGE"] = language
    try:
        yield
    finally:
        gettext.textdomain(before[1])
        if before[0] is None:
            os.environ.pop("LANGUAGE", None)
        else:
            os.environ["LANGUAGE"] = before[0]


def localised(command: click.Command, tr: Translator) -> click.Command:
    """A copy of a command whose help is in the user's language.

    Args:
        command: its help, its options' help and its metavars are msgids.
        tr: the user's language.
    """
    said = copy.copy(command)
    said.help = tr(command.help or "")
    said.epilog = tr(command.epilog or "")
    said.options_metavar = tr(N_("[OPTIONS]"))
    said.params = [_localised_parameter(parameter, tr) for parameter in command.params]
    return said


def _localised_parameter(parameter: click.Parameter, tr: Translator) -> click.Parameter:
    said = copy.copy(parameter)
    if parameter.metavar:
        said.metavar = tr(parameter.metavar)
    if isinstance(said, click.Option):
        said.help = tr(said.help or "") or None
        if not said.metavar and not said.is_flag and not said.count and said.type.name in _KINDS:
            said.metavar = tr(_KINDS[said.type.name])
    return said
