"""What to do about a doubtful question, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from atelier.domain.question import Doubt
from atelier.errors import N_

ADVICE: Final[Mapping[Doubt, str]] = {
    Doubt.CLOSED: N_("a yes or a no could answer it. Begin with “How”, “What” or “Which”."),
    Doubt.NUMBER: N_("a number could answer it. Ask what lies behind the number."),
    Doubt.NO_QUESTION: N_("it asks nothing yet. Make it a question, with a question mark."),
    Doubt.SEVERAL: N_("it asks several things. Keep one; another table or round can have the other."),
    Doubt.BLAME: N_("somebody could feel blamed. Ask what would help, not why it fails or who did it."),
}
"""Message ids by doubt; they go on after a colon."""
