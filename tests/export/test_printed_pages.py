"""Pages as a browser prints them: one where one is promised, and nothing hidden.  Needs Chromium."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from atelier.domain.state import State
from tests.data.hostile import HOSTILE
from tests.export.printed import cafe, hostile, printed

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("ATELIER_CI"), reason="no Chromium to print with"
)
OPTIONS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")
KEYS = ("sheets", "cards", "guide", "agenda")
MEASURE = """<script>
const hidden = [];
for (const box of document.querySelectorAll('main *')) {
  const style = getComputedStyle(box);
  const isBox = style.overflowY === 'hidden' || box.matches('.zones, .lines, .topic, .question');
  if (isBox && (box.scrollHeight > box.clientHeight + 2 || box.scrollWidth > box.clientWidth + 2))
    hidden.push([box.className, box.scrollHeight, box.clientHeight, box.scrollWidth, box.clientWidth]);
  if (box.matches('.line') && box.clientHeight < 18) hidden.push(['line', box.clientHeight]);
}
document.title = 'HIDDEN' + JSON.stringify(hidden) + 'HIDDEN';
</script></body>"""


def every_document(state: State, language: str) -> str:
    """All that is printed before the day in one page, without its policy, which forbids to measure it."""
    contents = [printed(state, key, language) for key in KEYS]
    mains = "".join(content.partition("<main>")[2].partition("</main>")[0] for content in contents)
    head = re.sub(r"<meta http-equiv[^>]*>", "", contents[0].partition("<main>")[0])
    return f"{head}<main>{mains}</main></body></html>"


def print_out(content: str, folder: Path) -> tuple[int, object]:
    """How many pages it is when printed; boxes whose text does not fit, and lines too thin to write on."""
    page, paper = folder / "printed.html", folder / "printed.pdf"
    page.write_text(content.replace("</body>", MEASURE), "utf-8")
    words = [str(CHROMIUM), *OPTIONS, f"--print-to-pdf={paper}", str(page)]
    subprocess.run(words, capture_output=True, timeout=120, check=True)
    pdf = paper.read_bytes()
    found = re.search(rb"HIDDEN(.*?)HIDDEN", pdf)
    assert found is not None
    return len(re.findall(rb"/Type\s*/Page\b", pdf)), json.loads(found[1].replace(b"\\", b""))


def pages_of(content: str, folder: Path) -> int:
    """How many pages it is when printed, closed by its policy as it is."""
    page, paper = folder / "printed.html", folder / "printed.pdf"
    page.write_text(content, "utf-8")
    words = [str(CHROMIUM), *OPTIONS, f"--print-to-pdf={paper}", str(page)]
    subprocess.run(words, capture_output=True, timeout=120, check=True)
    return len(re.findall(rb"/Type\s*/Page\b", paper.read_bytes()))


@pytest.mark.parametrize("key", KEYS)
def test_each_document_has_the_pages_that_are_promised(key: str, tmp_path: Path) -> None:
    pages = {"sheets": 10, "cards": 2, "guide": 1, "agenda": 1}
    assert pages_of(printed(cafe(3, 3), key, "fr"), tmp_path) == pages[key]


def test_a_cafe_of_fifty_tables_has_its_agenda_and_its_guide_on_a_page_each(tmp_path: Path) -> None:
    state = cafe(50, 3)
    assert print_out(every_document(state, "fr"), tmp_path) == (151 + 25 + 1 + 1, [])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Comment donner envie de s’engager dans la vie de la maison de santé ? " * 29, id="words"
        ),
        pytest.param("M" * 2_000, id="one-word"),
        pytest.param("世界咖啡館" * 400, id="wide"),
        pytest.param("كيف نحسن الاستقبال في المركز الصحي " * 60, id="right-to-left"),
        pytest.param("👨‍👩‍👧‍👦🎉 " * 300, id="emoji"),
        *(
            pytest.param(case.text, id=case.label)
            for case in HOSTILE
            if case.label in ("zalgo", "script-tag")
        ),
    ],
)
def test_long_and_hostile_texts_spill_nowhere_and_are_hidden_nowhere(text: str, tmp_path: Path) -> None:
    content = every_document(hostile(text), "en" if "é" in text else "fr")
    assert print_out(content, tmp_path) == (5 + 1 + 1 + 1, [])


@pytest.mark.parametrize("count", [1, 7, 16])
def test_canvases_of_any_length_fit_the_page(count: int, tmp_path: Path) -> None:
    headings = [f"Une rubrique dont le titre est assez long {n}" for n in range(count)]
    content = every_document(cafe(1, 1, headings=headings), "fr")
    assert print_out(content, tmp_path) == (2 + 1 + 1 + 1, [])


def test_what_is_hidden_would_be_found(tmp_path: Path) -> None:
    content = every_document(cafe(1, 1), "fr").replace("Question 1", "question " * 900)
    pages, hidden = print_out(content, tmp_path)
    assert pages == 2 + 1 + 1 + 1
    assert hidden
