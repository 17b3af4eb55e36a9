"""The baseline of the screens' measurements: a minimal Textual app with one field."""

from textual.app import App, ComposeResult
from textual.widgets import Input


class Mini(App[None]):
    """One field."""

    def compose(self) -> ComposeResult:
        yield Input(placeholder="MINI-READY")


if __name__ == "__main__":
    Mini().run()
