"""Keys keep an order in which moving one row writes one row."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atelier.domain import order

_KEYS = st.one_of(
    st.integers(0, 4_000_000_000).map(order.at),
    st.integers(0, 50).map(lambda count: order.keys(count + 1)[count]),
)


@given(_KEYS, _KEYS)
def test_a_key_lies_between_two_others(one: str, other: str) -> None:
    if one == other:
        return
    low, high = sorted((one, other))
    assert low < order.between(low, high) < high


@given(_KEYS)
def test_a_key_lies_before_and_after_one(key: str) -> None:
    assert order.between("", key) < key < order.between(key, "")


@given(st.floats(0, 4e9), st.floats(0.001, 1e6))
def test_what_is_written_later_comes_after_what_was_moved_to_the_end(wall: float, later: float) -> None:
    assert order.between(order.at(wall), "") < order.at(wall + later)


@settings(max_examples=50)
@given(st.lists(st.integers(0, 1000), min_size=1, max_size=60))
def test_rows_can_be_put_anywhere_again_and_again(places: list[int]) -> None:
    keys: list[str] = [order.at(1_760_522_400.0)]
    for place in places:
        index = place % (len(keys) + 1)
        before = keys[index - 1] if index else ""
        after = keys[index] if index < len(keys) else ""
        keys.insert(index, order.between(before, after))
        assert all(low < high for low, high in itertools.pairwise(keys))


@pytest.mark.parametrize("place", [0, 1])
def test_always_the_same_place_grows_slowly(place: int) -> None:
    low, high = order.keys(2)
    for _ in range(200):
        middle = order.between(low, high)
        low, high = (low, middle) if place else (middle, high)
    assert len(middle) < 60


@given(st.floats(0, 4e9), st.floats(0.001, 1e6))
def test_what_is_written_later_comes_later(wall: float, later: float) -> None:
    assert order.at(wall) < order.at(wall + later)


def test_keys_made_together_are_in_order_and_before_what_is_written() -> None:
    keys = order.keys(5000)
    assert keys == sorted(set(keys))
    assert keys[-1] < order.at(1_000_000_000.0)


@pytest.mark.parametrize(("before", "after"), [("b", "a"), ("a", "a"), ("1", "10"), ("", "0")])
def test_where_no_key_fits_is_refused(before: str, after: str) -> None:
    with pytest.raises(ValueError):
        order.between(before, after)
