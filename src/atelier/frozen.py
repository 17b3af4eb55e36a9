"""Classes of values, frozen and slotted, that cost next to nothing to define.

`dataclass` writes and compiles up to six methods for each class. A hundred classes are defined before
the first screen comes up, and a tenth of the time until it is there went into their methods. Those of
values are made here without a compiler; the rest is left to `dataclass`, whose `replace`, `fields`,
`asdict` and matching work on them. They take a little longer to construct: what is made by the
ten thousand stays with `dataclass`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, Final, NoReturn, TypeVar, dataclass_transform

C = TypeVar("C")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[C], /, *, kw_only: bool = False, eq: bool = True) -> type[C]:
    """Make of a class what `dataclass(frozen=True, slots=True)` would.

    Args:
        cls: the class with its fields.
        kw_only: whether its fields are given by name only.
        eq: whether it is compared and hashed by its fields.
    """
    whole: Any = dataclass(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)(cls)
    methods = _SHARED | {"__init__": _constructor(whole)}
    if eq:
        methods |= _comparison(whole)
    for name, method in methods.items():
        if name not in cls.__dict__:
            setattr(whole, name, method)
    return whole  # type: ignore[no-any-return]


def _constructor(cls: type[Any]) -> Callable[..., None]:
    """What `__init__` does for one class: it fills the slots, which nothing else may."""
    given = [each for each in fields(cls) if each.init]
    names = [each.name for each in sorted(given, key=lambda each: bool(each.kw_only))]
    places = sum(not each.kw_only for each in given)
    setters = [getattr(cls, name).__set__ for name in names]
    count = len(names) if places == len(names) else -1
    defaults = {each.name: each.default for each in given if each.default is not MISSING}
    factories = {each.name: each.default_factory for each in given if each.default_factory is not MISSING}
    finish = getattr(cls, "__post_init__", None)

    def completed(args: Sequence[object], by_name: dict[str, object]) -> list[object]:
        if len(args) > places:
            raise TypeError(f"{cls.__qualname__}() takes {places} arguments by place, {len(args)} were given")
        values = list(args)
        missing = []
        for name in names[len(args) :]:
            if name in by_name:
                values.append(by_name.pop(name))
            elif name in defaults:
                values.append(defaults[name])
            elif name in factories:
                values.append(factories[name]())
            else:
                missing.append(name)
        if missing:
            raise TypeError(f"{cls.__qualname__}() was not given {', '.join(missing)}")
        if by_name:
            raise TypeError(f"{cls.__qualname__}() has no use for {', '.join(by_name)}")
        return values

    def __init__(self: object, *args: object, **by_name: object) -> None:
        values = completed(args, by_name) if by_name or len(args) != count else args
        for fill, one in zip(setters, values):  # noqa: B905 - they are as many
            fill(self, one)
        if finish is not None:
            finish(self)

    return __init__


def _comparison(cls: type[Any]) -> dict[str, Callable[..., Any]]:
    """What `__eq__` and `__hash__` do for one class."""
    compared = attrgetter(*[each.name for each in fields(cls) if each.compare] or ["__class__"])

    def __eq__(self: object, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return bool(compared(self) == compared(other))

    def __hash__(self: object) -> int:
        return hash(compared(self))

    return {"__eq__": __eq__, "__hash__": __hash__}


def _shown(self: Any) -> str:
    shown = ", ".join(f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr)
    return f"{type(self).__qualname__}({shown})"


def _refuse_setting(_self: object, name: str, _value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_deleting(_self: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _restore(self: object, state: tuple[None, dict[str, object]]) -> None:
    for name, one in state[1].items():  # copies are filled so, and may not set an attribute either
        object.__setattr__(self, name, one)


_SHARED: Final[dict[str, Callable[..., Any]]] = {
    "__repr__": _shown,
    "__setattr__": _refuse_setting,
    "__delattr__": _refuse_deleting,
    "__setstate__": _restore,
}
