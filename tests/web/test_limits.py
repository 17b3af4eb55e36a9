"""Buckets that fill up again."""

from __future__ import annotations

from atelier.web.limits import MOST_REMEMBERED, Limiter, Rate


def test_a_bucket_empties_and_fills_up() -> None:
    now = [0.0]
    limiter = Limiter(Rate(3, 2), lambda: now[0])
    assert [limiter.take("a") for _ in range(5)] == [0, 0, 0, 1, 1]
    assert limiter.take("b") == 0
    now[0] = 0.5
    assert [limiter.take("a") for _ in range(2)] == [0, 1]
    now[0] = 1_000.0
    assert [limiter.take("a") for _ in range(4)] == [0, 0, 0, 1]


def test_a_slow_one_says_how_long() -> None:
    limiter = Limiter(Rate(1, 0.1), lambda: 0.0)
    assert [limiter.take("a"), limiter.take("a")] == [0, 10]


def test_those_not_used_for_long_are_forgotten() -> None:
    limiter = Limiter(Rate(1, 0), lambda: 0.0)
    limiter.take("first")
    for number in range(MOST_REMEMBERED):
        limiter.take(number)
    assert "first" not in limiter
    assert MOST_REMEMBERED - 1 in limiter
