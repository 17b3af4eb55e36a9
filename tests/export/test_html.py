"""The HTML documents: nothing that people wrote is live in them, and everything is there."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from atelier.domain.text import clean, is_blank, one_line
from atelier.export.composition import compose
from atelier.export.html import write_html
from atelier.export.paste import write_paste
from atelier.export.report import Length
from atelier.i18n import Translator
from tests.data.hostile import HOSTILE, Hostile
from tests.data.workshops import NOON, with_changes
from tests.export.hostile_workshop import hostile_workshop

VISIBLE = [case for case in HOSTILE if not is_blank(case.text)]
TAGS = set(
    [
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "main",
        "header",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "p",
        "aside",
        "dl",
        "div",
        "dt",
        "dd",
        "nav",
        "ul",
        "li",
        "a",
        "section",
        "span",
        "article",
        "strong",
        "br",
        "table",
        "thead",
        "tbody",
        "tr",
        "td",
        "th",
        "footer",
    ]
)
ATTRIBUTES = set(
    ["lang", "charset", "http-equiv", "content", "name", "class", "id", "href", "rel", "dir", "scope"]
)
PASTE_TAGS = set(["h2", "h3", "p", "ul", "li", "a"])
VOID = {"meta", "br"}
ADDRESS = re.compile(r"(?:#[\w-]+|https://exemple\.org/.*)")


class Page(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self, content: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []
        self.others: list[str] = []
        self._parts: dict[str, list[list[str]]] = {}
        self.feed(content.decode())
        self.close()
        self.texts = {tag: ["".join(parts) for parts in found] for tag, found in self._parts.items()}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag == "br":
            for name in self.open:
                self._parts[name][-1].append("\n")
        if tag not in VOID:
            self.open.append(tag)
            self._parts.setdefault(tag, []).append([])

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        for name in set(self.open):
            self._parts[name][-1].append(data)

    def handle_comment(self, data: str) -> None:
        self.others.append(data)

    def unknown_decl(self, data: str) -> None:
        self.others.append(data)

    def handle_pi(self, data: str) -> None:
        self.others.append(data)


def page_of(case: Hostile, *, length: Length = Length.FULL) -> Page:
    """The page of a workshop in which everybody wrote this text."""
    return Page(write_html(compose(hostile_workshop(case.text), NOON, Translator("fr"), length=length)))


@pytest.mark.parametrize("case", VISIBLE, ids=str)
@pytest.mark.parametrize("length", Length)
def test_nothing_that_people_wrote_is_live(case: Hostile, length: Length) -> None:
    page = page_of(case, length=length)
    assert set(page.tags) <= TAGS
    assert page.open == page.others == []
    assert {name for name, _ in page.attributes} <= ATTRIBUTES
    assert all(ADDRESS.fullmatch(value or "") for name, value in page.attributes if name == "href")
    safe = re.compile(r"[\w -]*")
    assert all(
        safe.fullmatch(value or "") for name, value in page.attributes if name in ("class", "id", "lang")
    )


@pytest.mark.parametrize("case", [case for case in VISIBLE if len(case.text) < 5000], ids=str)
def test_everything_reads_back_equal(case: Hostile) -> None:
    page = page_of(case)
    said, line = clean(case.text), one_line(case.text)
    lines = "\n".join(part for part in re.split(r"\n\s*\n", said))
    assert line in page.texts["h4"][2] or any(text.endswith(line) for text in page.texts["h4"])
    assert said in "".join(page.texts["li"]) or said in page.texts["span"]
    assert page.texts["h1"] == [line]
    assert all(part in "\n".join(page.texts["p"]) for part in lines.split("\n"))


def test_nothing_is_loaded_from_elsewhere_and_no_script_may_run() -> None:
    content = write_html(compose(with_changes(), NOON, Translator("fr"))).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', content)
    assert policy is not None
    assert "default-src &#x27;none&#x27;" in policy[1]
    assert "unsafe" not in policy[1]
    assert not re.search(r"<(?:link|script|img|iframe|object)|@import|url\(|\son\w+=|\sstyle=", content)


def test_the_policy_lets_our_own_style_in() -> None:
    import base64
    import hashlib

    content = write_html(
        compose(hostile_workshop('x"; } body { }</style>\\'), NOON, Translator("fr"))
    ).decode()
    style = content.partition("<style>")[2].partition("</style>")[0]
    assert base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() in content
    assert "body { }" not in style
    assert "TITLE" not in style


@pytest.mark.parametrize("case", VISIBLE, ids=str)
def test_the_text_to_paste_has_a_few_plain_tags(case: Hostile) -> None:
    page = Page(write_paste(compose(hostile_workshop(case.text), NOON, Translator("fr"))))
    assert set(page.tags) <= PASTE_TAGS
    assert page.open == page.others == []
    assert {name for name, _ in page.attributes} <= {"href"}
    assert all(ADDRESS.fullmatch(value or "") for _, value in page.attributes)
    assert f"★ {one_line(case.text)}" in page.texts["li"]


def test_what_is_pasted_is_nested_as_editors_keep_it_and_its_links_survive_without_their_tag() -> None:
    content = write_paste(compose(with_changes(), NOON, Translator("en"))).decode()
    assert re.sub(r"<a [^>]*>|</a>", "", content).count("https://exemple.org/guide") == 1
    assert '<li>Le guide régional – <a href="https://exemple.org/guide">' in content
    assert not re.search(
        r"<p>[^<]*<(?!/p>|a )|<li>[^<]*<(?!/li>|a )|<ul>(?!\s*<li>)|\s(?:style|class|id)=", content
    )
    assert content.index("<h2>") < content.index("<h3>")
    assert re.search(r"<ul>\n<li>Un accueil repéré[^<]*</li>\n</ul>\n<p>Les participants", content)


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "//exemple.org", "file:///etc", "vbscript:x", "JAVASCRIPT:x"],
)
def test_only_addresses_of_pages_and_mail_become_links(address: str) -> None:
    from tests.data.workshops import changed_workshop

    state = with_changes(changed_workshop(further=f"Un guide {address}"))
    report = compose(state, NOON, Translator("fr"))
    assert [link.address for link in report.further] == [""]
    for content in (write_html(report), write_paste(report)):
        assert all(not (value or "").startswith(address[:5]) for _, value in Page(content).attributes)


def test_each_reference_leads_to_its_note() -> None:
    page = Page(write_html(compose(hostile_workshop("une idée"), NOON, Translator("fr"))))
    targets = [value for name, value in page.attributes if name == "id"]
    assert len(targets) == len(set(targets))
    links = {
        (value or "")[1:] for name, value in page.attributes if name == "href" and (value or "")[0] == "#"
    }
    assert links
    assert links <= set(targets)
