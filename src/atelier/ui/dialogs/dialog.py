"""What every dialog has in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar, cast

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

if TYPE_CHECKING:
    from atelier.i18n import Translator
    from atelier.ui.app import AtelierApp

T = TypeVar("T")


class Dialog(ModalScreen[T | None], Generic[T]):
    """A question over the screen; Escape answers None."""

    DEFAULT_CSS = """
    Dialog {
        align: center middle;
        & > .dialog--box {
            width: 76;
            max-width: 95%;
            height: auto;
            max-height: 90%;
            padding: 1 2;
            background: $surface;
            border: round $primary;
        }
        & .dialog--hint { color: $foreground 70%; height: auto; margin-top: 1; }
        & .dialog--body { height: auto; margin-bottom: 1; }
        & .dialog--error { color: $error; height: auto; }
        & Label { width: 100%; }
        & LineList { height: auto; max-height: 16; min-height: 1; }
        &.-low LineList { max-height: 10; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "give_up", show=False)]

    @property
    def atelier(self) -> AtelierApp:
        """The program."""
        from atelier.ui.app import AtelierApp

        return cast(AtelierApp, self.app)

    @property
    def tr(self) -> Translator:
        """The interface's language."""
        return self.atelier.tr

    def action_give_up(self) -> None:
        """Close without an answer."""
        self.dismiss(None)
