"""Three drafts of a theme's title: a short central note, the best run of words, the words that count."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Final

from atelier.fusion.headline import shortenings
from atelier.fusion.space import Reading
from atelier.fusion.tokens import tokens
from atelier.fusion.words import Lexicon

MOST_WORDS: Final = 12
"""Words of a title."""
_FEWEST_WORDS: Final = 3
_BEST_LENGTH: Final = 8
_MOST_TOP: Final = 5
_EXCESS: Final = 0.1
"""What a title of twice the best length loses."""
_BARENESS: Final = 0.3
"""What a title of one word that says something loses."""
_TURNS: Final = frozenset(["mais", "sinon", "but", "otherwise"])
_TURN: Final = 0.2
"""What a title loses that says one thing and its contrary."""
_NOTHING: Final = "…"
"""The title of notes in which nothing can be read."""
_LONGEST_RUN: Final = 6
_LONGEST: Final = 90
_CLAUSE: Final = re.compile(r"\s*(?:[.;:!?…(\[\n]|\s/\s|\s[-–—>]+\s|->|→)\s*")
_DOT: Final = re.compile(r"\.(?=\s+[^\W\dA-ZÀ-Þ])")
_EQUALS: Final = re.compile(r"\s+=+\s+")
_REPEATED: Final = (
    (re.compile(r"!{2,}"), "!"),
    (re.compile(r"\?{2,}"), "?"),
    (re.compile(r"\.{3,}"), "…"),
)
_SIGNS: Final[Mapping[str, Sequence[tuple[re.Pattern[str], str]]]] = {
    "fr": (
        (_EQUALS, "\N{NO-BREAK SPACE}: "),
        (re.compile(r"(?<=\s)\+(?=[\s,.;]|$)"), "plus"),
        (re.compile(r"(?<=\s)&(?=\s)"), "et"),
        (re.compile(r"(?<![\w'’])c (?=[^\W\d])"), "c’est "),
        (re.compile(r"(?<![\w'’])C (?=[^\W\d])"), "C’est "),
        (re.compile(r"(?:(?<=^)|(?<=[,;:.!?–—] ))faut (?=\w)"), "il faut "),
        (re.compile(r"(?<=^)Faut (?=\w)"), "Il faut "),
        (re.compile(r"\bde pas (?=\w+(?:er|ir|re|oir)\b)"), "de ne pas "),
        *_REPEATED,
    ),
    "en": (
        (_EQUALS, ": "),
        (re.compile(r"(?<=\s)\+(?=[\s,.;]|$)"), "plus"),
        (re.compile(r"(?<=\s)&(?=\s)"), "and"),
        (re.compile(r"\bw/o\b"), "without"),
        (re.compile(r"\bw/(?=\s)"), "with"),
        *_REPEATED,
    ),
}
"""Signs of quick writing, by language, and how they are read aloud."""
_INITIALS: Final = 2
"""Letters up to which a short form of several words counts only in capitals: “ca” is most often « ça »."""
_OPENINGS: Final = "«“\"'( \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
_EDGES: Final = " \t\n,;:.!?…-–—*•>«»\"'“”()[]="


def drafts(
    texts: Sequence[str],
    readings: Sequence[Reading],
    centrality: Sequence[float],
    lexicon: Lexicon,
) -> tuple[str, str, str]:
    """Three drafts of a title, the best first; none is empty, two may be the same.

    Args:
        texts: the notes of the theme, one at least.
        readings: what was read of them.
        centrality: how alike each is to the others.
        lexicon: the words of their language.
    """
    central = _central(texts, readings, centrality, lexicon) or _NOTHING
    run = _run(texts, readings, lexicon) or central
    return central, run, _top(texts, readings, lexicon) or central


def first_clause(text: str, lexicon: Lexicon) -> str:
    """The beginning of a text up to where it can be cut, abbreviations spelled out."""
    line = " ".join(text.split())
    kept = line
    for match in _CLAUSE.finditer(line):
        if match.start() and len(line[: match.start()].split()) >= _FEWEST_WORDS:
            kept = line[: match.start()]
            break
    if len(kept.split(" ")) > _BEST_LENGTH:
        kept = _EQUALS.split(kept)[0]
    words = kept.split(" ")
    if len(words) > MOST_WORDS:
        kept = _shortened(words, lexicon)
    return capital(read_aloud(_closed(kept[:_LONGEST].strip(_EDGES)), lexicon)) or line[:_LONGEST]


def spell_out(text: str, lexicon: Lexicon) -> str:
    """The text with its abbreviations in full words."""
    made, at = [], 0
    for token in tokens(text):
        long = lexicon.abbreviations.get(token.word)
        if long and _is_meant(text[token.start : token.end], long):
            made += [text[at : token.start], long]
            # The dot of an abbreviation goes with it, unless a sentence ends there
            dot = _DOT.match(text, token.end)
            at = dot.end() if dot is not None else token.end
    return "".join([*made, text[at:]])


def read_aloud(text: str, lexicon: Lexicon) -> str:
    """The text as one would say it: abbreviations in full words, and signs too."""
    for sign, word in _SIGNS.get(lexicon.language, ()):
        text = sign.sub(word, text)
    return spell_out(text, lexicon)


def _is_meant(surface: str, long: str) -> bool:
    """Whether a word stands for a long form: no unit (14 h), and no word that happens to be spelled so."""
    if len(surface) < 2:
        return False
    return surface.isupper() or " " not in long or len(surface) > _INITIALS


def capital(text: str) -> str:
    """The text with a capital at its beginning, behind what opens a quotation."""
    at = len(text) - len(text.lstrip(_OPENINGS))
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]


def _closed(text: str) -> str:
    return text.split("(")[0].rstrip() if text.count("(") > text.count(")") else text


def _shortened(words: Sequence[str], lexicon: Lexicon) -> str:
    """The longest beginning that ends at a comma, or before a word that calls for another."""
    for size in range(MOST_WORDS, _FEWEST_WORDS, -1):
        if words[size - 1].endswith(","):
            return " ".join(words[:size])
    size = MOST_WORDS
    while size > _FEWEST_WORDS and not _ends_well(words[size - 1], lexicon):
        size -= 1
    return " ".join(words[:size])


def _ends_well(word: str, lexicon: Lexicon) -> bool:
    found = tokens(word)
    return bool(found) and lexicon.is_telling(found[-1].word)


def _central(
    texts: Sequence[str],
    readings: Sequence[Reading],
    centrality: Sequence[float],
    lexicon: Lexicon,
) -> str:
    """What is said in the words that most notes share, and is short; of two, the more central note's."""
    support = _support(readings, lexicon)
    best: tuple[tuple[float, float, int, int], str] | None = None
    for index, text in enumerate(texts):
        for step, said in enumerate(shortenings(first_clause(text, lexicon), lexicon)):
            words = [token.word for token in tokens(said)]
            stems = {lexicon.stem(word) for word in words if lexicon.is_telling(word)}
            shared = math.fsum(support.get(stem, 0.0) for stem in stems) / len(texts) / max(1, len(stems))
            excess = max(0, len(said.split()) - _BEST_LENGTH) / _BEST_LENGTH
            lost = _EXCESS * excess
            if len(stems) < 2:
                lost += _BARENESS
            if not _TURNS.isdisjoint(words):
                lost += _TURN
            score = round(shared - lost, 9)
            rank = (score, centrality[index], -index, -step)
            if best is None or rank > best[0]:
                best = (rank, said)
    return best[1] if best is not None else ""


def _support(readings: Sequence[Reading], lexicon: Lexicon) -> dict[str, float]:
    """For each stem, how many notes have it, common words counting for less."""
    support: dict[str, float] = {}
    for reading in readings:
        seen: dict[str, float] = {}
        for token in reading.tokens:
            if lexicon.is_telling(token.word):
                seen[lexicon.stem(token.word)] = lexicon.weight(token.word)
        for stem, weight in seen.items():
            support[stem] = support.get(stem, 0.0) + weight
    return support


def _run(texts: Sequence[str], readings: Sequence[Reading], lexicon: Lexicon) -> str:
    """The run of words that most notes have, the longer the better; empty when no two notes share one."""
    found: dict[tuple[str, ...], list[tuple[int, int, int]]] = {}
    for index, reading in enumerate(readings):
        row = reading.tokens
        telling = [lexicon.is_telling(token.word) for token in row]
        stems = [lexicon.stem(token.word) for token in row]
        for start in range(len(row)):
            if not telling[start]:
                continue
            for end in range(start, min(len(row), start + _LONGEST_RUN)):
                if telling[end]:
                    key = tuple(stems[at] for at in range(start, end + 1) if telling[at])
                    found.setdefault(key, []).append((index, row[start].start, row[end].end))
    best: tuple[float, str] | None = None
    for key in sorted(found):
        places = found[key]
        notes = len({index for index, _, _ in places})
        if notes < 2 or len(key) < 2:
            continue
        index, start, end = min(places, key=lambda place: (place[2] - place[1], place))
        score = notes * (1.0 + 0.6 * (len(key) - 1))
        if best is None or score > best[0]:
            best = (score, texts[index][start:end])
    if best is None:
        return ""
    return capital(spell_out(" ".join(best[1].split()), lexicon))[:_LONGEST].strip(_EDGES)


def _top(texts: Sequence[str], readings: Sequence[Reading], lexicon: Lexicon) -> str:
    """The words that most notes have, each as it is written most often."""
    support: dict[str, float] = {}
    surfaces: dict[str, dict[str, int]] = {}
    for text, reading in zip(texts, readings, strict=True):
        seen: dict[str, float] = {}
        for token in reading.tokens:
            if lexicon.is_telling(token.word) and not token.word.isdigit():
                stem = lexicon.stem(token.word)
                seen[stem] = lexicon.weight(token.word)
                written = spell_out(text[token.start : token.end].lower(), lexicon)
                tally = surfaces.setdefault(stem, {})
                tally[written] = tally.get(written, 0) + 1
        for stem, weight in seen.items():
            support[stem] = support.get(stem, 0.0) + weight
    order = sorted(support, key=lambda stem: (-support[stem], -len(stem), stem))
    words = [
        min(surfaces[stem], key=lambda word: (-surfaces[stem][word], word)) for stem in order[:_MOST_TOP]
    ]
    return capital(", ".join(words))[:_LONGEST].rstrip(_EDGES)
