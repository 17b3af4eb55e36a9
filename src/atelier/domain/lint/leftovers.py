"""What pasting leaves behind: descriptions of pictures, markup, damaged letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from atelier.domain.lint.finding import Finding, Level
from atelier.domain.lint.passage import Passage, Role
from atelier.errors import N_

_DETERMINER: Final = (
    r"(?:le |la |les |l'|une? |des |du |de la |de l'|ses |son |sa |leurs? |nos |notre |votre |vos "
    r"|plusieurs |toutes? |tous |chaque |the |an? |your |our )"
)
_DISCLAIMER: Final = (
    r"(?:le )?contenu généré par (?:l'|une )?(?:ia|intelligence artificielle) peut être (?:incorrect"
    r"|inexact)\.?"
    r"|ai[- ]generated content may be (?:incorrect|inaccurate)\.?"
    r"|description (?:générée automatiquement|automatically generated)(?: (?:avec"
    r"|with)[^.\n<]{0,40}confi\w+[^.\n<]{0,12})?\.?"
)
_SUBJECT: Final = (
    r"(?:une )?(?:image|photo|illustration) contenant|(?:an? )?(?:picture|image|photo) containing"
)
_ALT: Final = re.compile(
    rf"(?:{_SUBJECT}) (?!{_DETERMINER})\w"
    rf"|(?:^|\n) *(?:{_SUBJECT})\b[^.!?\n]{{0,60}}(?:$|\n)"
    rf"|{_DISCLAIMER}"
    r"|\[(?:image|photo|logo|img)(?: *:[^\]\n]*)?\]|\bcid:image\d+|\bimage\d{1,4}\.(?:png|jpe?g|gif|emf"
    r"|wmf)\b"
    r"|\b(?:img|dsc|dscn|capture d'écran|screenshot)[-_ ]\d[\w-]*\.(?:png|jpe?g|heic|gif)\b|\ufffc",
    re.IGNORECASE,
)
_GLUED_ALT: Final = re.compile(
    r"(?<=[a-zà-öø-ÿœ])(?:Une? (?:image|photo|dessin|logo|illustration|capture|diagramme|graphique|groupe de)"
    r"|Image contenant|Photo de|An? (?:picture|image|photo|drawing|diagram|screenshot|close-up|group of)"
    r"|Picture containing)\b"
)
_ALT_BLOCK: Final = re.compile(
    rf"(?:{_SUBJECT})[^.]{{0,400}}?(?:{_DISCLAIMER})(?:</p>)?|(?:<p>)?(?:{_DISCLAIMER})(?:</p>)?",
    re.IGNORECASE | re.DOTALL,
)
_TAGS: Final = (
    "p|br|b|i|u|s|em|strong|div|span|h[1-6]|ul|ol|li|a|img|table|thead|tbody|tr|td|th|blockquote|sup|sub|font|hr"
    "|html|head|body|script|style|code|pre|figure|figcaption|section|iframe|svg|o:p"
)
_HTML: Final = re.compile(
    rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>|<!--|-->|&(?:[a-z]{{2,8}}\d?|#\d{{2,6}}|#x[0-9a-f]{{2,6}});",
    re.IGNORECASE,
)
_MARKDOWN: Final = re.compile(
    r"\*\*|~~|```|^#{1,6} |(?<![\w_])__(?=\w)|!?\[[^\]\n]{1,200}\]\((?:https?:|/|#|mailto:)"
    r"|^\|.*\| *$|^(?:-{3,}"
    r"|\*{3,}|_{3,}) *$"
    r"|\\n(?=[A-ZÀ-Ý\s\\-])|\\u00[0-9a-fA-F]{2}",
    re.MULTILINE,
)
_BULLETS: Final = re.compile(r"^ *(?:[•·▪◦‣*]|[-–]) +\S", re.MULTILINE)
_DAMAGED: Final = re.compile(r"Ã[\u0080-¿§©¨ªœ]|â€[\w™œ“”˜¦\u0080-\u009f]|Å“|Â[«»°·\u00a0 ](?=\S)|ï»¿|\ufffd")
_FORM_LABEL: Final = re.compile(
    r"^(?:image|contenu|titre|corps|légende|chapô|date de l'actualité|date de publication|body|content"
    r"|caption|title)$",
    re.IGNORECASE | re.MULTILINE,
)


def leftovers(passage: Passage) -> Iterator[Finding]:
    """Pasted picture descriptions, HTML and Markdown, bullets, letters of a wrong encoding."""
    text = passage.folded
    if found := _ALT.search(text) or _GLUED_ALT.search(text):
        yield passage.finding(
            "alt-text",
            Level.ERROR,
            N_("The description of a picture was pasted with it: “{excerpt}”"),
            found.span(),
            fixed=_without_pictures(passage),
        )
    if found := _HTML.search(text):
        yield passage.finding(
            "markup", Level.ERROR, N_("A piece of a web page's code is left: “{excerpt}”"), found.span()
        )
    if found := _MARKDOWN.search(text):
        yield passage.finding(
            "markup",
            Level.ERROR,
            N_("Formatting signs would be printed as they are: “{excerpt}”"),
            found.span(),
        )
    if found := _DAMAGED.search(passage.text):
        yield passage.finding(
            "encoding", Level.ERROR, N_("Letters were damaged by a wrong encoding: “{excerpt}”"), found.span()
        )
    if passage.role is not Role.PROSE:
        return
    if found := _BULLETS.search(text):
        yield passage.finding(
            "markup", Level.WARNING, N_("A list was pasted into a paragraph: “{excerpt}”"), found.span()
        )
    if "\n" in text and (found := _FORM_LABEL.search(text)):
        yield passage.finding(
            "residue", Level.WARNING, N_("This looks like the label of a form: “{excerpt}”"), found.span()
        )


def _without_pictures(passage: Passage) -> str | None:
    pieces: list[str] = []
    end = 0
    for found in _ALT_BLOCK.finditer(passage.folded):
        pieces.append(passage.text[end : found.start()])
        end = found.end()
    rest = "".join([*pieces, passage.text[end:]])
    is_clean = end and not _ALT.search(rest) and not _HTML.search(rest)
    return rest.strip() if is_clean else None
