"""Keys as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from atelier.i18n import Translator


def key_names(tr: Translator, keys: str) -> list[str]:
    """The names of some keys.

    Args:
        tr: the language.
        keys: as in a binding, separated by commas.
    """
    return [_name(tr, key.strip()) for key in keys.split(",") if key.strip()]


def _name(tr: Translator, key: str) -> str:
    *modifiers, last = key.split("+") if key != "+" else [key]
    names = {
        "enter": tr("Enter"),
        "escape": tr("Esc"),
        "space": tr("Space"),
        "delete": tr("Del"),
        "shift": tr("Shift"),
        "tab": "Tab",
        "minus": "−",
        "plus": "+",
        "equals_sign": "=",
        "left": "←",
        "right": "→",
        "up": "↑",
        "down": "↓",
        "pageup": tr("PgUp"),
        "pagedown": tr("PgDn"),
        "backspace": tr("Backspace"),
        "question_mark": "?",
        "slash": "/",
        "full_stop": ".",
        "comma": ",",
        "less_than_sign": "<",
        "greater_than_sign": ">",
    }
    is_function = last[:1] == "f" and last[1:].isdigit()
    last = names.get(last, last.upper() if is_function else last)
    return "+".join([names.get(modifier, modifier) for modifier in modifiers] + [last])
