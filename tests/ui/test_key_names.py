"""Keys are named as people read them, none as the program calls it."""

from __future__ import annotations

from atelier.i18n import Translator
from atelier.ui.commands.registry import commands_by_screen
from atelier.ui.key_names import key_names


def test_no_command_shows_a_key_by_its_inner_name() -> None:
    for language in ("fr", "en"):
        tr = Translator(language)
        for commands in commands_by_screen().values():
            for command in commands:
                for name in key_names(tr, command.keys):
                    last = name.rpartition("+")[2]
                    assert "_" not in name, (command.id, name)
                    assert last not in {
                        "backspace",
                        "delete",
                        "enter",
                        "escape",
                        "space",
                        "pageup",
                        "pagedown",
                    }
