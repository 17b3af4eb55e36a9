"""The page of a table on small screens: everything fits, can be tapped with a thumb, and has a name."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import OpenPhone
from tests.e2e.fake_capture import FakeCapture
from tests.e2e.phone_page import correct, note, scan, wait_line

pytestmark = pytest.mark.e2e

SMALL = (
    "[...document.querySelectorAll('button, #headings label, form p label, summary')]"
    ".filter(each => each.getClientRects().length)"
    ".map(each => [each.innerText, Math.round(each.getBoundingClientRect().height * 10) / 10,"
    " Math.round(each.getBoundingClientRect().width)])"
    ".filter(each => each[1] < 44 || each[2] < 44)"
)
OUTSIDE = (
    "[...document.querySelectorAll('body *')].filter(each => each.getClientRects().length)"
    ".filter(each => each.getBoundingClientRect().right > innerWidth + 1)"
    ".map(each => each.outerHTML.slice(0, 99))"
)


@pytest.mark.parametrize(("width", "height"), [(390, 844), (320, 568), (844, 390)])
async def test_everything_fits_and_can_be_tapped(
    phone: OpenPhone, capture: FakeCapture, width: int, height: int
) -> None:
    capture.state["said"] = [
        {"note": "s", "round": 1, "group": "A", "heading": "pistes", "text": "déjà dit " * 9, "star": True}
    ]
    capture.state["awaited"] = {
        "round": 3,
        "groups": [{"group": "C", "group_name": "les Verts de la vallée"}],
    }
    capture.state["messages"] = [{"id": "m", "text": "Choisissez votre idée phare. " * 5, "at": ""}]
    capture.judge = lambda row: "Trop long : faites-en plusieurs notes." if "refus" in row["text"] else ""
    async with phone(width=width, height=height) as browser:
        await scan(browser, capture)
        await note(browser, "w" * 200, "Pistes")
        await wait_line(browser, "wwww", "bien reçu ✓")
        await note(browser, "une refusée")
        await wait_line(browser, "une refusée", "à corriger")
        await browser.run("document.querySelectorAll('details').forEach(each => each.open = true)")
        await correct(browser, "#notes li.fix button")
        await browser.wait("document.querySelector('#aim button')")
        assert await browser.run(SMALL) == []
        assert await browser.run(OUTSIDE) == []
        assert await browser.run("document.documentElement.scrollWidth <= innerWidth")
        field = await browser.run(
            "(box => [box.top, box.bottom])(document.querySelector('textarea').getBoundingClientRect())"
        )
        assert 0 <= field[0] < field[1] <= height, "one sees what one types"


async def test_everything_has_a_name_for_those_who_hear_the_page(
    phone: OpenPhone, capture: FakeCapture
) -> None:
    async with phone() as browser:
        await scan(browser, capture)
        await note(browser, "première idée", "Pistes")
        await wait_line(browser, "première idée", "bien reçu ✓")
        await browser.call("Accessibility.enable")
        tree = (await browser.call("Accessibility.getFullAXTree"))["nodes"]
        known = [
            (each["role"]["value"], each.get("name", {}).get("value", "").replace("\u00a0", " "))
            for each in tree
            if not each.get("ignored") and "role" in each
        ]
        controls = [
            (role, name) for role, name in known if role in ("button", "radio", "checkbox", "textbox")
        ]
        assert all(name for _, name in controls), controls
        assert ("radiogroup", "Rubrique") in known
        assert ("textbox", "Votre note") in known
        assert ("radio", "Pistes") in [(role, name.lstrip("✓ ")) for role, name in known]
        assert ("button", "Modifier première idée") in known
        assert len([role for role, _ in known if role in ("status", "alert")]) >= 2
        assert await browser.text("#told") == "bien reçu ✓"
