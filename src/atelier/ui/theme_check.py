"""Checks a theme file that a user wrote: Textual itself would stop at a bad colour when it is painted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, ValidationError
from textual.color import Color, ColorParseError
from textual.theme import Theme

from atelier.errors import N_, AtelierError

_STYLES: Final = frozenset(
    ("none", "not", "bold", "b", "dim", "italic", "i", "underline", "u", "reverse", "strike")
)
_PAINT: Final = re.compile(r"(.+?)(\s+(?:100|\d{1,2})%)?")
_SHADE: Final = re.compile(r"-(?:lighten|darken)-\d$")
_COLOUR_EXAMPLE: Final = '"#336699"'
_EXAMPLES: Final = {"dark": "true", "luminosity_spread": "0.15", "text_alpha": "0.95", "variables": "{ }"}


def _colour(value: str) -> str:
    try:
        Color.parse(value)
    except ColorParseError as error:
        raise ValueError from error
    return value


Colour = Annotated[str, AfterValidator(_colour)]


class ThemeFile(BaseModel):
    """The fields of a theme file."""

    model_config = ConfigDict(extra="forbid")

    primary: Colour
    secondary: Colour | None = None
    warning: Colour | None = None
    error: Colour | None = None
    success: Colour | None = None
    accent: Colour | None = None
    foreground: Colour | None = None
    background: Colour | None = None
    surface: Colour | None = None
    panel: Colour | None = None
    boost: Colour | None = None
    dark: StrictBool = True
    luminosity_spread: float = Field(default=0.15, ge=0, le=1)
    text_alpha: float = Field(default=0.95, ge=0, le=1)
    variables: dict[str, str] = Field(default_factory=dict)
    about: str | dict[str, str] = ""


def check(path: Path, table: Mapping[str, Any]) -> None:
    """Check the content of a theme file.

    Raises:
        AtelierError: with the file, the field and an example of what fits.
    """
    try:
        theme = ThemeFile.model_validate(table)
    except ValidationError as error:
        raise _mistake(path, error) from error
    usual = Theme(name="usual", primary=theme.primary).to_color_system().generate()
    for name, value in theme.variables.items():
        if name not in usual:
            raise AtelierError(
                N_("{file}: there is no variable “{field}”: remove it."), file=path, field=name
            )
        if not _fits(name, value, usual[name]):
            example = '"bold"' if name.endswith("-style") else _COLOUR_EXAMPLE
            raise _no_fit(path, f"variables.{name}", example)


def _fits(name: str, value: str, usual: str) -> bool:
    """Whether a variable may have a value: one of the same kind as its usual value.

    `auto` and `initial` are no colours: a stylesheet takes them in some places only. From shades
    Textual mixes others, for which they may not be faded.
    """
    if name.endswith("-style"):
        return bool(value.split()) and all(word in _STYLES for word in value.split())
    match = _PAINT.fullmatch(value.strip())
    if match is None or (match[2] and _SHADE.search(name)):
        return False
    if match[1] in ("auto", "initial"):
        return usual.startswith(match[1])
    try:
        Color.parse(match[1])
    except ColorParseError:
        return False
    return True


def _mistake(path: Path, error: ValidationError) -> AtelierError:
    first = error.errors(include_url=False)[0]
    field = ".".join(str(part) for part in first["loc"][:2])
    match first["type"]:
        case "missing":
            text = N_("{file}: “{field}” is missing. Add for example: {field} = {example}")
            return AtelierError(text, file=path, field=field, example=_COLOUR_EXAMPLE)
        case "extra_forbidden":
            text = N_("{file}: there is no field “{field}”. Those there are: {known}.")
            return AtelierError(text, file=path, field=field, known=", ".join(ThemeFile.model_fields))
        case _:
            return _no_fit(path, field, _EXAMPLES.get(field, _COLOUR_EXAMPLE))


def _no_fit(path: Path, field: str, example: str) -> AtelierError:
    return AtelierError(
        N_("{file}: “{name}” cannot be used as it is. Write for example: {name} = {example}"),
        file=path,
        name=field,
        example=example,
    )
