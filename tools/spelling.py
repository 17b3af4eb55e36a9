"""Makes the lists of well-spelled words in `data/words` anew.

`pip install wordfreq`, then `python tools/spelling.py` with the project installed.

wordfreq's words are under CC BY-SA 4.0, and so are the lists; the program itself reads any list of words.
"""

from __future__ import annotations

from pathlib import Path

from atelier.fusion.tokens import fold

ROOT = Path(__file__).resolve().parents[1]

MOST = {"fr": 40_000, "en": 30_000}
HEADER = """\
# Well-spelled words of {name}, the most frequent first: what typing mistakes are mended by. Never shown.
# Taken from wordfreq 3.1.1 by Robyn Speer and others (github.com/rspeer/wordfreq) by tools/spelling.py,
# which keeps the first {most} words of letters alone, one spelling each. Licence of this file: CC BY-SA 4.0,
# creativecommons.org/licenses/by-sa/4.0. The rest of Atelier is under the MIT licence.
"""
NAMES = {"fr": "French", "en": "English"}


def words(language: str, most: int) -> list[str]:
    """The most frequent words of a language, one for all those that differ in accents only."""
    from wordfreq import iter_wordlist  # type: ignore[import-not-found,unused-ignore]

    kept: dict[str, str] = {}
    for word in iter_wordlist(language, "large"):
        if len(word) > 1 and word.isalpha():
            kept.setdefault(fold(word), word)
            if len(kept) == most:
                break
    return list(kept.values())


def main() -> None:
    """Write the lists."""
    for language, most in MOST.items():
        lines = [HEADER.format(name=NAMES[language], most=f"{most:,}"), *words(language, most)]
        (ROOT / "data" / "words" / language / "spelling.txt").write_text(
            lines[0] + "\n".join(lines[1:]) + "\n", "utf-8"
        )


if __name__ == "__main__":
    main()
