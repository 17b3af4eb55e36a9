"""How alike the notes of a cell are, each with each."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from operator import mul
from typing import Final

from atelier.fusion.space import Vector

CENTRING: Final = 0.5
"""How much of its mean likeness a note loses: what is a little like everything is like nothing."""

Matrix = list["array[float]"]


def zeros(size: int) -> Matrix:
    """A square of zeros."""
    return [array("d", bytes(8 * size)) for _ in range(size)]


def likeness(vectors: Sequence[Vector]) -> Matrix:
    """The product of every two vectors; the diagonal stays 0."""
    matrix = zeros(len(vectors))
    postings: dict[str, list[tuple[int, float]]] = {}
    for index, vector in enumerate(vectors):
        for feature, value in vector.items():
            postings.setdefault(feature, []).append((index, value))
    for posting in postings.values():
        for at, (index, value) in enumerate(posting):
            row = matrix[index]
            for other, weight in posting[at + 1 :]:
                row[other] += value * weight
    _mirror(matrix)
    return matrix


def dense_likeness(vectors: Sequence[Sequence[float]]) -> Matrix:
    """The cosine of every two dense vectors once their mean is taken off; the diagonal stays 0."""
    matrix = zeros(len(vectors))
    units = _units(_centred(vectors))
    for index, unit in enumerate(units):
        row = matrix[index]
        for other in range(index + 1, len(units)):
            row[other] = sum(map(mul, unit, units[other]))
    _mirror(matrix)
    return matrix


def blend(left: Matrix, right: Matrix, share: float) -> Matrix:
    """The mean of two squares, the right one counting for `share`."""
    return [
        array("d", (a * (1.0 - share) + b * share for a, b in zip(row, other, strict=True)))
        for row, other in zip(left, right, strict=True)
    ]


def centred(matrix: Matrix) -> Matrix:
    """The square once part of each note's mean likeness is taken off; the diagonal stays 0."""
    size = len(matrix)
    if size < 3:
        return [array("d", row) for row in matrix]
    means = [sum(row) / (size - 1) for row in matrix]
    middle = sum(means) / size
    made = zeros(size)
    for index, row in enumerate(matrix):
        offset = means[index] - middle
        target = made[index]
        for other in range(size):
            if other != index:
                target[other] = row[other] - CENTRING * (offset + means[other])
    return made


def middle_likeness(matrix: Matrix) -> float:
    """The median likeness of two notes: that of two which have nothing to do with each other."""
    values = sorted(value for index, row in enumerate(matrix) for value in row[:index])
    return values[len(values) // 2] if values else 0.0


def _mirror(matrix: Matrix) -> None:
    for index, row in enumerate(matrix):
        for other in range(index):
            row[other] = matrix[other][index]


def _centred(vectors: Sequence[Sequence[float]]) -> list[list[float]]:
    if len(vectors) < 3:
        return [list(vector) for vector in vectors]
    means = [sum(column) / len(vectors) for column in zip(*vectors, strict=True)]
    return [[value - mean for value, mean in zip(vector, means, strict=True)] for vector in vectors]


def _units(vectors: Sequence[Sequence[float]]) -> list[list[float]]:
    units = []
    for vector in vectors:
        length = sum(value * value for value in vector) ** 0.5
        units.append([value / length for value in vector] if length > 0.0 else [0.0] * len(vector))
    return units
