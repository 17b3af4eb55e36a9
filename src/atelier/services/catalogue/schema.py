"""The shape of the files that people write, and what is said when one does not have it.

Imported only to look at a user's own file: pydantic takes longer to import than the rest of the catalogue.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from atelier.domain.text import is_blank
from atelier.errors import N_, AtelierError
from atelier.services.catalogue.mistakes import explained, shown, spot

MOST_FAULTS: Final = 5
"""Faults told of one file; the others show once these are mended."""
LONGEST_LINE: Final = 300
LONGEST_PASSAGE: Final = 2_000
MOST_TABLES: Final = 99
MOST_HEADINGS: Final = 12
MOST_STEPS: Final = 100
MOST_MINUTES: Final = 600


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def _readable(text: str) -> str:
    if is_blank(text):
        raise PydanticCustomError("blank", "blank")
    return text


def _in_both(value: object) -> object:
    return {"fr": value, "en": value} if isinstance(value, str) else value


def _in_one(words: _Words) -> _Words:
    if not words.model_fields_set:
        raise PydanticCustomError("blank", "blank")
    return words


_Line = Annotated[str, Field(max_length=LONGEST_LINE), AfterValidator(_readable)]
_Passage = Annotated[str, Field(max_length=LONGEST_PASSAGE)]
_Letters = Annotated[str, Field(pattern=r"^[^\W\d_]{1,3}$")]
_Key = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]


class _Words(_Part):
    """A text for each language."""


class _LineWords(_Words):
    fr: _Line = ""
    en: _Line = ""


class _PassageWords(_Words):
    fr: _Passage = ""
    en: _Passage = ""


class _LetterWords(_Words):
    fr: _Letters = ""
    en: _Letters = ""


_Title = Annotated[_LineWords, BeforeValidator(_in_both), AfterValidator(_in_one)]
_Text = Annotated[_PassageWords, BeforeValidator(_in_both), AfterValidator(_in_one)]
_Prefix = Annotated[_LetterWords, BeforeValidator(_in_both), AfterValidator(_in_one)]
_Rank = Annotated[int, Field(ge=0, le=999)]


class _Heading(_Part):
    key: _Key
    title: _Title
    short: _Title | None = None
    singular: _Title | None = None
    prefix: _Prefix | None = None
    gathers_stars: bool = False


class _Canvas(_Part):
    rank: _Rank = 0
    name: _Title | None = None
    description: _Text | None = None
    heading: Annotated[list[_Heading], Field(min_length=1, max_length=MOST_HEADINGS)]


class _Table(_Part):
    topic: _Text | None = None
    question: _Text | None = None


class _Profile(_Part):
    key: _Key
    label: _Title | None = None


class _Step(_Part):
    kind: Literal["welcome", "plenary", "round", "move", "harvest", "break", "closing"]
    minutes: Annotated[int, Field(ge=1, le=MOST_MINUTES)]
    label: _Text | None = None
    instruction: _Text | None = None


class _Format(_Part):
    rank: _Rank = 0
    name: _Title | None = None
    description: _Text | None = None
    canvas: str
    movement: Literal["rotating", "mixed", "free"] = "rotating"
    title: _Text | None = None
    objectives: _Text | None = None
    groups: Annotated[int, Field(ge=0, le=MOST_TABLES)] = 0
    table: Annotated[list[_Table], Field(max_length=MOST_TABLES)] = []
    profile: Annotated[list[_Profile], Field(max_length=MOST_HEADINGS)] = []
    step: Annotated[list[_Step], Field(min_length=1, max_length=MOST_STEPS)]


def canvas_faults(path: Path, document: Mapping[str, Any]) -> tuple[AtelierError, ...]:
    """What keeps a canvas from being used; empty when nothing does."""
    faults = _faults(path, document, _Canvas)
    if faults:
        return faults
    headings = document["heading"]
    found = _repeated(path, "heading", "key", [heading["key"] for heading in headings])
    for lang in ("fr", "en"):
        prefixes = [_said(heading.get("prefix", ""), lang).casefold() for heading in headings]
        found = found or _repeated(path, "heading", "prefix", prefixes)
    return found


def format_faults(
    path: Path, document: Mapping[str, Any], canvases: Sequence[str]
) -> tuple[AtelierError, ...]:
    """What keeps a format from being used; empty when nothing does.

    Args:
        path: its file.
        document: what the file says.
        canvases: keys of the canvases there are.
    """
    faults = _faults(path, document, _Format)
    if faults:
        return faults
    if document["canvas"] not in canvases:
        return (
            AtelierError(
                N_("{file}, {place}: “{value}” is not one of: {known}."),
                file=path,
                place="canvas",
                value=shown(document["canvas"]),
                known=", ".join(canvases),
            ),
        )
    if any(step["kind"] == "round" for step in document["step"]) and not document.get("table"):
        return (
            AtelierError(N_("{file}: there are rounds but no table to sit at. Add [[table]]."), file=path),
        )
    return _repeated(path, "profile", "key", [profile["key"] for profile in document.get("profile", ())])


def _faults(path: Path, document: Mapping[str, Any], model: type[_Part]) -> tuple[AtelierError, ...]:
    try:
        model.model_validate(document)
    except ValidationError as error:
        found: dict[tuple[object, ...], AtelierError] = {}
        for detail in error.errors(include_url=False):
            location = _written_at(document, detail["loc"])
            fault = explained(path, {**detail, "loc": location}, model)
            found.setdefault((fault.msgid, location), fault)
        return tuple(found.values())[:MOST_FAULTS]
    return ()


def _written_at(document: object, location: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Where the fault is in the file: one text for every language was looked at as one for each."""
    for depth, part in enumerate(location):
        if isinstance(document, str):
            return location[:depth]
        try:
            document = document[part]  # type: ignore[index]
        except (LookupError, TypeError):
            break
    return location


def _repeated(path: Path, table: str, name: str, values: Iterable[str]) -> tuple[AtelierError, ...]:
    values = list(values)
    twice = [value for value, count in Counter(values).items() if value and count > 1]
    if not twice:
        return ()
    index = len(values) - 1 - values[::-1].index(twice[0])
    return (
        AtelierError(
            N_("{file}, {place}: “{value}” is used twice. Each needs its own."),
            file=path,
            place=spot((table, index, name)),
            value=shown(twice[0]),
        ),
    )


def _said(value: object, lang: str) -> str:
    if isinstance(value, Mapping):
        value = value.get(lang, "")
    return value if isinstance(value, str) else ""
