"""Commands of the presentation; the keys are those that a remote clicker sends."""

from __future__ import annotations

from typing import Final

from atelier.errors import N_
from atelier.ui.commands.command import Command

PRESENTATION: Final = (
    Command(
        "presentation.next",
        "right,pagedown,space,enter,down,n",
        N_("Next slide"),
        N_("Goes on, page by page where a text is long."),
    ),
    Command(
        "presentation.previous",
        "left,pageup,up,backspace",
        N_("Previous slide"),
        N_("Goes back by a page or a slide."),
    ),
    Command("presentation.first", "home,f5,shift+f5", N_("First slide"), N_("Goes back to the title.")),
    Command("presentation.last", "end", N_("Last slide"), N_("Goes to the end.")),
    Command(
        "presentation.blank", "b,full_stop", N_("Dark screen"), N_("Hides the slide, or shows it again.")
    ),
    Command(
        "presentation.toggle_length", "l", N_("Length"), N_("Full paragraphs, or one line for each point.")
    ),
    Command("presentation.leave", "escape,p", N_("Leave"), N_("Goes back to Publish, where you were.")),
)
