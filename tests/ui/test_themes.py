"""The colour themes: each is applied and measured, and a bad file is told in plain words."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.color import Color
from textual.widgets import Label

from atelier import resources
from atelier.config import Places
from atelier.errors import AtelierError
from atelier.i18n import LANGUAGES
from atelier.ui.themes import (
    DEFAULT,
    load_theme,
    theme_about,
    theme_names,
    theme_problems,
    use_theme,
)

SHIPPED = sorted(path.stem for path in resources.themes().glob("*.toml"))
NORMAL, HIGH = 4.5, 7.0
"""The least contrast of text, by the levels AA and AAA of the accessibility guidelines."""

GROUNDS = ("background", "surface", "panel")
INKS = ("foreground", "text", "text-muted", "primary", "secondary", "accent", "success", "warning", "error")
PAIRS = (
    *((ink, ground) for ink in INKS for ground in GROUNDS),
    ("block-cursor-foreground", "block-cursor-background"),
    ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
    ("button-color-foreground", "primary"),
    ("button-color-foreground", "success"),
    ("button-color-foreground", "warning"),
    ("button-color-foreground", "error"),
    ("footer-key-foreground", "footer-background"),
    ("footer-description-foreground", "footer-background"),
    ("input-cursor-foreground", "input-cursor-background"),
    ("text-error", "error-muted"),
    ("text-warning", "warning-muted"),
    ("text-success", "success-muted"),
    ("text-accent", "accent-muted"),
)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """An empty home."""
    return Places(tmp_path / "config", tmp_path / "state", tmp_path / "cache")


def write(places: Places, name: str, text: str) -> Path:
    """Put a theme into the user's own folder."""
    path = places.config / "themes" / f"{name}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


class Samples(App[None]):
    """One label for each pair of ink and ground."""

    CSS = "\n".join(
        f"#p{number} {{ color: ${ink}; background: ${ground}; }}"
        for number, (ink, ground) in enumerate(PAIRS)
    )

    def compose(self) -> ComposeResult:
        """Lay the labels out."""
        for number in range(len(PAIRS)):
            yield Label("Sample", id=f"p{number}")


def luminance(colour: Color) -> float:
    """The relative luminance of an opaque colour."""

    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(channel) for channel in colour.normalized)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, other: Color) -> float:
    """The contrast of two opaque colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_contrast_sum_is_the_one_of_the_guidelines() -> None:
    assert contrast(Color.parse("#000"), Color.parse("#fff")) == pytest.approx(21)
    assert contrast(Color.parse("#777"), Color.parse("#fff")) == pytest.approx(4.48, abs=0.01)
    assert contrast(Color.parse("#0000ff"), Color.parse("#ffffff")) == pytest.approx(8.59, abs=0.01)


def test_there_are_at_least_four_and_ours_comes_first(places: Places) -> None:
    names = theme_names(places)
    assert len(names) >= 4
    assert names[0] == DEFAULT
    assert sorted(names) == SHIPPED


@pytest.mark.parametrize("name", SHIPPED)
async def test_a_shipped_theme_is_applied_and_can_be_read(name: str, places: Places) -> None:
    least = HIGH if name.startswith("contraste") else NORMAL
    app = Samples()
    async with app.run_test() as pilot:
        assert use_theme(app, name, places) == []
        await pilot.pause()
        assert app.theme == name
        poor = []
        for number, pair in enumerate(PAIRS):
            ground, ink = app.query_one(f"#p{number}").colors[2:]
            assert ground.a == 1
            found = contrast(ground + ink, ground)
            if found < least:
                poor.append(f"{' on '.join(pair)}: {found:.2f}")
        assert poor == []


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_theme_passes_the_check_of_a_users_own(name: str, places: Places) -> None:
    write(places, name, (resources.themes() / f"{name}.toml").read_text("utf-8"))
    assert load_theme(name, places).name == name
    assert theme_problems(places) == []


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_theme_says_what_it_is_good_for(name: str, places: Places) -> None:
    about = [theme_about(name, places, language) for language in LANGUAGES]
    assert all(about)
    assert len(set(about)) == len(LANGUAGES)


def test_a_light_theme_is_light_and_a_dark_one_dark(places: Places) -> None:
    assert not load_theme("projecteur", places).dark
    assert load_theme("nuit", places).dark


async def test_a_users_file_wins_over_ours(places: Places) -> None:
    write(places, DEFAULT, 'primary = "#123456"')
    app = Samples()
    async with app.run_test() as pilot:
        assert use_theme(app, "", places) == []
        await pilot.pause()
        assert app.current_theme.primary == "#123456"
    assert len(theme_names(places)) == len(SHIPPED)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('primary = "blurple"', ("primary", "#336699")),
        ('secondary = "#336699"', ("primary", "missing")),
        ("primary = 3", ("primary",)),
        ('primary = "#336699"\ndark = "yes"', ("dark", "true")),
        ('primary = "#336699"\nprimry = "#336699"', ("primry",)),
        ('primary = "#336699"\n[variables]\nfooter-key-foreground = "blurple"', ("footer-key-foreground",)),
        ('primary = "#336699"\n[variables]\nfooter-kye = "red"', ("footer-kye",)),
        ('primary = "#336699"\n[variables]\npanel-lighten-1 = "auto 50%"', ("panel-lighten-1",)),
        ('primary = "#336699"\n[variables]\nlink-style = "#336699"', ("link-style", "bold")),
        ("primary = #336699", ("line 1", "primary = #336699")),
        ("[[[", ("line 1",)),
        ("", ("primary",)),
    ],
)
async def test_a_bad_file_is_told_with_its_place_and_ours_is_shown(
    text: str, said: tuple[str, ...], places: Places
) -> None:
    path = write(places, "mine", text)
    app = Samples()
    async with app.run_test() as pilot:
        problems = use_theme(app, "mine", places)
        await pilot.pause()
        assert app.theme == DEFAULT
    assert len(problems) == 1
    for words in (str(path), *said):
        assert words in str(problems[0])
    assert [str(problem) for problem in theme_problems(places)] == [str(problems[0])]


@pytest.mark.parametrize("name", ["nothing", "../../../secret", "/etc/passwd", "a\x1b[2Jb", " "])
async def test_an_unknown_name_is_told_with_those_there_are(name: str, places: Places) -> None:
    app = Samples()
    async with app.run_test():
        problems = use_theme(app, name, places)
        assert app.theme == DEFAULT
    assert [problem.params["known"] for problem in problems] == [", ".join(theme_names(places))]


def test_a_folder_or_a_file_that_is_not_text_is_told(places: Places) -> None:
    (places.config / "themes" / "folder.toml").mkdir(parents=True)
    (places.config / "themes" / "bytes.toml").write_bytes(b"\xff\xfe\x00p")
    assert len(theme_problems(places)) == 2
    with pytest.raises(AtelierError, match="UTF-8"):
        load_theme("bytes", places)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    table=st.dictionaries(
        st.sampled_from(("primary", "accent", "background", "surface", "panel", "boost", "foreground")),
        st.sampled_from(
            ("#fff", "red", "rgb(1,2,3)", "hsl(9,9%,9%)", "transparent", "#11223344", "ansi_red", "auto", "x")
        ),
    ),
    variables=st.dictionaries(
        st.sampled_from(
            (
                "text",
                "border",
                "link-color",
                "link-background",
                "background-darken-1",
                "link-style",
                "primary",
            )
        ),
        st.sampled_from(
            ("#fff", "red 40%", "rgb(1, 2, 3) 5%", "auto", "auto 87%", "initial", "bold", "none", "x", "; }")
        ),
        max_size=3,
    ),
)
async def test_whatever_passes_the_check_can_be_painted(
    table: dict[str, str], variables: dict[str, str], places: Places
) -> None:
    lines = [f'{name} = "{value}"' for name, value in ({"primary": "#336699"} | table).items()]
    lines += ["[variables]", *(f'{name} = "{value}"' for name, value in variables.items())]
    write(places, "mine", "\n".join(lines))
    assert tomllib.loads("\n".join(lines))
    app = Samples()
    async with app.run_test() as pilot:
        problems = use_theme(app, "mine", places)
        await pilot.pause()
        assert app.theme == (DEFAULT if problems else "mine")
        assert app.screen.styles.background is not None
