"""What pydantic found wrong, said so that whoever wrote the file can mend it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, get_args

from pydantic import BaseModel

from atelier.domain.text import one_line
from atelier.errors import N_, AtelierError

_SHOWN: Final = 60
"""Characters of a wrong value that are repeated."""

_TEXT: Final = N_("{file}, {place}: a text in quotes is needed here, such as {example}.")
_WORDS: Final = N_("{file}, {place}: write a text in quotes, or one for each language: {example}.")
_LIST: Final = N_("{file}, {place}: write {example} and its lines below it.")
_PLAIN: Final[Mapping[str, str]] = {
    "missing": N_("{file}, {place}: this is missing. Add it, such as {example}."),
    "string_type": _TEXT,
    "int_type": N_("{file}, {place}: a whole number without quotes is needed here, such as {example}."),
    "bool_type": N_("{file}, {place}: write true or false here."),
    "list_type": _LIST,
    "model_type": _LIST,
    "model_attributes_type": _LIST,
    "too_short": _LIST,
    "blank": N_("{file}, {place}: there is nothing to read here. Write a text, such as {example}."),
}
"""What needs no more than the place and an example."""
_BOUNDS: Final[Mapping[str, tuple[str, str]]] = {
    "greater_than_equal": ("ge", N_("{file}, {place}: {bound} is the least here.")),
    "less_than_equal": ("le", N_("{file}, {place}: {bound} is the most here.")),
    "string_too_long": ("max_length", N_("{file}, {place}: shorten this to {bound} characters.")),
    "too_long": ("max_length", N_("{file}, {place}: keep {bound} of these at the most.")),
}
"""What names a limit, and under which name pydantic gives it."""

_WORD_PAIR: Final = '{ fr = "…", en = "…" }'
_EXAMPLES: Final[Mapping[str, str]] = {
    "key": '"freins"',
    "canvas": '"coll-occ"',
    "kind": '"round"',
    "minutes": "15",
    "groups": "2",
    "rank": "10",
    "prefix": '"f"',
}
_QUOTED: Final = re.compile(r"'([^']*)'")


def spot(location: Sequence[str | int]) -> str:
    """A place in a file as people write it: `heading[2].title`, counted from 1."""
    text = ""
    for part in location:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{shown(part)}" if text else shown(part)
    return text


def shown(value: object) -> str:
    """What a file says, short enough for a sentence."""
    text = one_line(str(value))
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def explained(path: Path, detail: Mapping[str, Any], model: type[BaseModel]) -> AtelierError:
    """One error of pydantic's as a sentence: the file, the place and the cure.

    Args:
        path: the file.
        detail: what pydantic tells of the error.
        model: the model of the whole file.
    """
    kind: str = detail["type"]
    location: tuple[str | int, ...] = detail["loc"]
    context: Mapping[str, Any] = detail.get("ctx", {})
    params: dict[str, Any] = {"file": path, "place": spot(location)}
    msgid = _PLAIN.get(kind)
    if kind in _BOUNDS:
        name, msgid = _BOUNDS[kind]
        params["bound"] = context.get(name, "")
    elif kind == "extra_forbidden":
        msgid = N_("{file}, {place}: nothing has this name here. Those there are: {known}.")
        params["known"] = ", ".join(_names(model, location[:-1]))
    elif kind == "literal_error":
        msgid = N_("{file}, {place}: “{value}” is not one of: {known}.")
        params["value"] = shown(detail.get("input"))
        params["known"] = ", ".join(_QUOTED.findall(str(context.get("expected", ""))))
    elif kind == "string_pattern_mismatch" and "prefix" in location:
        msgid = N_("{file}, {place}: “{value}” cannot be typed before a note. Write one to three letters.")
        params["value"] = shown(detail.get("input"))
    elif kind == "string_pattern_mismatch":
        msgid = N_(
            "{file}, {place}: “{value}” cannot be a key. Use small letters without accents, digits, - and _,"
            " forty at the most."
        )
        params["value"] = shown(detail.get("input"))
    elif kind in ("model_type", "model_attributes_type") and not isinstance(location[-1], int):
        msgid = _WORDS
        params["example"] = _WORD_PAIR
    if msgid is None:
        msgid = N_("{file}, {place}: this cannot be used as it is.")
    if "{example}" in msgid:
        params.setdefault("example", _example(location, is_list=msgid is _LIST))
    return AtelierError(msgid, **params)


def _example(location: Sequence[str | int], *, is_list: bool) -> str:
    names = [part for part in location if isinstance(part, str)]
    name = names[-1] if names else ""
    if is_list or name in ("heading", "step"):
        return f"[[{shown(name)}]]"
    owner = names[-2] if name in ("fr", "en") and len(names) > 1 else name
    return _EXAMPLES.get(owner, '"…"')


def _names(model: type[BaseModel], location: Sequence[str | int]) -> list[str]:
    for part in location:
        if isinstance(part, str):
            inner = _model_in(model.model_fields[part].annotation)
            if inner is None:
                break
            model = inner
    return list(model.model_fields)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part)) is not None), None)
