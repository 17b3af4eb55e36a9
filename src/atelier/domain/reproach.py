"""Words by which a question puts somebody in the wrong, in French and in English.

Each pattern was met in questions that people write; what is said kindly in nearly the same words
(« ceux qui ne viennent pas encore », “what stops you”) has to pass.
"""

from __future__ import annotations

import re
from typing import Final

_WHY: Final = r"(?:\bpourquoi\b|\bcomment se fait-il\b|\bd'où vient que\b)"

_FRENCH: Final = (
    # Why something is not, or too little
    rf"{_WHY}.*(?:\bne\b|\bn')",
    rf"{_WHY}.*\b(?:si peu|trop peu|aussi peu|personne|toujours les mêmes)\b",
    rf"{_WHY}.*\b(?:sont|est|ont|font)\b.*\btoujours\b",
    r"\bn(?:e |')\w+ pas assez\b",
    r"\bpas assez d'(?:effort|intérêt)",
    r"\btrop peu d'effort",
    r"\bmanque(?:nt)?(?:-t?-?ils|-elles)? d(?:e |')"
    r"(?:implication|intérêt|motivation|volonté|sérieux|effort|respect)",
    # What people do, or are said to be
    rf"{_WHY}.*\b(?:refus|abandonn|échou|désintéress|mépris|moqu|plaign|ignor|manqu|résist|boud|oubli)",
    rf"{_WHY}.*\b(?:passi(?:f|fs|ves?)|incapables?|inutiles?|paresseu|fermée?s?|mauvais|nuls?|lents?)\b",
    rf"{_WHY}.*\bs'en fich",
    r"\bne veulent (?:rien|pas)\b",
    r"\bexagèr",
    r"\b(?:récalcitrant|réfractaire|irresponsable|mauvaise volonté|paress|fainéant|incompéten|incapable)",
    r"\bfont(?:-ils|-elles)? (?:de )?mal\b",
    r"\bne va pas (?:chez|avec)\b",
    r"\bces gens(?:-là)?\b",
    # Who did it
    r"\bqui (?:est|sont|serait) (?:le |la |les )?(?:responsables?|coupables?|fauti)",
    r"\bqui a tort\b",
    r"^(?:qui|qu'est-ce qui) (?:empêche|bloque|freine|refuse) (?:le|la|les) projet",
    r"\bfautes?\b(?! de\b)",
    r"\bcoupables?\b",
    r"\bà cause (?:de qui|d'eux|d'elles|de vous)\b",
    r"\bà cause des? (?:usagers|patients|médecins|professionnels|soignants|élus|familles|jeunes|gens)\b",
    r"\bd(?:e|u) qui vient le problème\b",
    r"\breproch",
    r"\berreurs?\b.*\b(?:commi|fait)",
    # What is to be done to them
    r"\b(?:obliger|forcer|contraindre|punir|sanctionner|faire la leçon|recadrer)\b",
    r"\bfaire comprendre (?:à|aux?)\b",
)
_ENGLISH: Final = (
    r"\bwhy\b.*(?:n't\b|\b(?:not|never|nobody|no one|so few|so little|always the same|nothing)\b)",
    r"\bwhy (?:is|are)\b.*\balways\b",
    r"\black of (?:interest|effort|motivation|commitment|will|respect)",
    r"\bwhy\b.*\b(?:refus|fail|ignor|complain|resist|neglect|unwilling|passive|lazy|useless|stubborn)",
    r"\bwhy\b.*\b(?:bother|give up|gave up)",
    r"\bwhy do (?!we|you|i\b)\w+ expect\b",
    r"\bwast(?:e|ing) our time\b",
    r"\bdifficult (?:patients|users|people|families)\b",
    r"\b(?:stubborn|lazy|irresponsible|incompetent|unwilling)\b",
    r"\bwrong with\b",
    r"\b(?:do|does|did|doing|done) wrong\b",
    r"\bthose people\b",
    r"\bwhose (?:fault|mistake)",
    r"\bto blame\b",
    r"\bblame[ds]?\b",
    r"\bfaults?\b(?<!at fault)",
    r"\bbecause of whom\b",
    r"\bwho (?:is|are|was) responsible for (?:this|these|the (?:mess|delay|fail))",
    r"\bwho (?:keeps|is) (?:block|stopp|prevent)",
    r"\bwho is wrong\b",
    r"\bwho dropped the ball\b",
    r"\bmistakes? (?:did|do|have|has)\b",
    r"\b(?:force|oblige|compel|punish|lecture)\b (?!of\b)",
    r"\bmake (?:people|users|patients|them) (?:understand|listen|obey|come)\b",
)
_REPROACH: Final = re.compile("|".join((*_FRENCH, *_ENGLISH)))


def names_a_failing(words: str) -> bool:
    """Whether a question puts somebody in the wrong.

    Args:
        words: in lower case, with straight apostrophes.
    """
    return _REPROACH.search(words) is not None
