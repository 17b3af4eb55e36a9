"""What `frozen` makes is what `dataclass(frozen=True, slots=True)` makes."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable, Mapping
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, replace
from typing import Any

import pytest

from atelier.frozen import frozen


@frozen
class Place:
    """A point, for the tests."""

    x: int
    y: int = 0
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Both together."""
        return self.x + self.y


@dataclass(frozen=True, slots=True)
class Usual:
    """The same as `dataclass` makes it."""

    x: int
    y: int = 0
    names: Mapping[str, str] = field(default_factory=dict)


@frozen
class Named(Place):
    """One that is derived."""

    label: str = "–"


class _Unlike:
    """One that is equal only to itself, and hides a field."""

    x: int
    secret: str = field(default="", repr=False)


Unlike: type[Any] = frozen(_Unlike, kw_only=True, eq=False)


@frozen
class Checked:
    """One that looks at what it is given."""

    x: int

    def __post_init__(self) -> None:
        if self.x < 0:
            raise ValueError(self.x)


@pytest.mark.parametrize(
    "make",
    [
        lambda cls: cls(1),
        lambda cls: cls(1, 2),
        lambda cls: cls(1, 2, {"a": "b"}),
        lambda cls: cls(x=1),
        lambda cls: cls(1, names={"a": "b"}),
        lambda cls: cls(y=3, x=2, names={}),
    ],
)
def test_values_are_given_by_place_by_name_or_by_default(make: Callable[[type[Any]], Any]) -> None:
    made, usual = make(Place), make(Usual)
    assert asdict(made) == asdict(usual)
    assert repr(made) == repr(usual).replace("Usual", "Place")


@pytest.mark.parametrize(
    "make",
    [
        lambda cls: cls(),
        lambda cls: cls(y=1),
        lambda cls: cls(1, 2, {}, 4),
        lambda cls: cls(1, x=1),
        lambda cls: cls(1, z=2),
    ],
)
def test_what_does_not_fit_is_refused(make: Callable[[type[Any]], Any]) -> None:
    for cls in (Usual, Place):
        with pytest.raises(TypeError):
            make(cls)


def test_a_default_that_is_made_is_made_each_time() -> None:
    assert Place(1).names is not Place(1).names


def test_equal_values_are_equal_and_hash_alike() -> None:
    @frozen
    class Pair:
        a: int
        b: str = field(default="", compare=False)

    assert Pair(1, "x") == Pair(1, "y")
    assert hash(Pair(1, "x")) == hash(Pair(1, "y"))
    assert Pair(1) != Pair(2)
    assert Place(1) != Usual(1)
    assert Place(1) != Named(1)
    with pytest.raises(TypeError):
        hash(Place(1))  # it holds a dict


def test_one_without_comparison_is_equal_only_to_itself() -> None:
    one = Unlike(x=1)
    assert one == one
    assert one != Unlike(x=1)
    assert len({one, Unlike(x=1)}) == 2
    assert repr(Unlike(x=1, secret="s")) == "_Unlike(x=1)"
    with pytest.raises(TypeError):
        Unlike(1)


def test_nothing_can_be_set_added_or_taken_away() -> None:
    place = Place(1)
    with pytest.raises(FrozenInstanceError):
        place.x = 2  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del place.x
    with pytest.raises((FrozenInstanceError, AttributeError, TypeError)):
        place.other = 2  # type: ignore[attr-defined]
    assert not hasattr(place, "__dict__")


def test_a_derived_class_has_the_fields_of_both() -> None:
    named = Named(1, 2, {}, "here")
    assert [each.name for each in fields(named)] == ["x", "y", "names", "label"]
    assert (named.total, named.label) == (3, "here")
    assert named == Named(1, 2, label="here")
    assert named != Named(1, 2, label="there")


def test_replacing_copying_and_matching_work() -> None:
    place = Place(1, 2, {"a": "b"})
    assert replace(place, y=5) == Place(1, 5, {"a": "b"})
    for twin in (copy.copy(place), copy.deepcopy(place), pickle.loads(pickle.dumps(place))):
        assert twin == place
        assert twin is not place
    match place:
        case Place(x, 2):
            assert x == 1
        case _:
            pytest.fail("it did not match by place")


def test_methods_that_the_class_has_are_left_alone() -> None:
    @frozen
    class Own:
        a: int

        def __repr__(self) -> str:
            return "mine"

        def __eq__(self, other: object) -> bool:
            return True

        def __hash__(self) -> int:
            return 7

    assert (repr(Own(1)), Own(1) == Own(2), hash(Own(1))) == ("mine", True, 7)


def test_a_class_may_look_at_what_it_is_given() -> None:
    assert Checked(1).x == 1
    with pytest.raises(ValueError, match="-1"):
        Checked(-1)
