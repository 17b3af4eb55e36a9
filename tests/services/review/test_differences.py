"""What a reviewed text changes, told once, at its right name."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from atelier.domain.fusion import sources_of, themes_of
from atelier.domain.note import Note
from atelier.domain.theme import Theme, ThemeSource
from atelier.domain.workshop import CafeTable
from atelier.errors import AtelierError
from atelier.services.review.accepting import Taking, accept, accept_all
from atelier.services.review.differences import Difference, Kind, Obstacle
from tests.data.workshops import NOON
from tests.services.review.reviewed import (
    PARAGRAPHS,
    TITLES,
    Changed,
    brought_back,
    sent_out,
    synthesis,
)

STATE = synthesis()
TEXT = sent_out(STATE)
PISTES = ("p-t1-pistes", "p-second", "p-third")


def only(found: tuple[Difference, ...]) -> Difference:
    """The one difference."""
    assert len(found) == 1, [(each.kind, each.name, each.after) for each in found]
    return found[0]


def block_of(text: str, title: str) -> str:
    """The lines of a point, from its title to the next one."""
    found = re.search(rf"(?ms)^#### {re.escape(title)}.*?(?=^#)", text)
    assert found is not None
    return found[0]


def order_of(state: object, heading: str = "pistes") -> list[str]:
    return [theme.id for theme in themes_of(state, "t1", heading)]  # type: ignore[arg-type]


def test_a_typo_is_one_difference_of_its_paragraph() -> None:
    found = only(brought_back(STATE, TEXT.replace("sans savoir", "sans savoire")))
    assert (found.kind, found.column, found.is_conflict) == (Kind.PARAGRAPH, "paragraph", False)
    assert found.before == PARAGRAPHS[0]
    assert found.after == PARAGRAPHS[0].replace("sans savoir", "sans savoire")
    action = accept(STATE, found, NOON)
    assert action.screen == "publish"
    assert action.changes[0].columns == {"paragraph": found.after}


@pytest.mark.parametrize(
    ("said", "kind", "column"),
    [
        (("Un accueil repéré donne", "Un accueil connu donne"), Kind.TITLE, "title"),
        (("Un visage repéré.", "Un visage connu."), Kind.SHORT, "short"),
        (("craignent d’y passer", "redoutent d’y passer"), Kind.DIVERGENCE, "divergence"),
        (("Deux groupes ont", "Deux beaux groupes ont"), Kind.TEXT, "introduction"),
        (("se rejoignent sur", "s’accordent sur"), Kind.TEXT, "conclusion"),
        (("Le guide régional", "Le grand guide régional"), Kind.TEXT, "further"),
        (("Table 1 – Accueillir", "Table 1 – Bien accueillir"), Kind.TEXT, "topic"),
        (("Comment mieux accueillir", "Comment bien accueillir"), Kind.TEXT, "question"),
        (("# Santé et voisinage", "# Santé, voisinage"), Kind.TEXT, "title"),
        (("Cela revient partout.", "Cela revient souvent."), Kind.PARAGRAPH, "paragraph"),
        (("d’y entrer", "d'y entrer"), None, ""),
        (("autant y trouver", "autant y\u00a0trouver"), Kind.SIGNS, "paragraph"),
    ],
)
def test_every_text_can_be_corrected(said: tuple[str, str], kind: Kind | None, column: str) -> None:
    found = brought_back(STATE, TEXT.replace(*said))
    if kind is None:
        assert found == ()
        return
    each = only(found)
    assert (each.kind, each.column) == (kind, column)
    state = STATE.apply(
        (change.kind, change.row_id, change.columns) for change in accept(STATE, each, NOON).changes
    )
    assert brought_back(state, TEXT.replace(*said)) == ()


def test_lines_that_an_editor_broke_change_nothing() -> None:
    wrapped = []
    for line in TEXT.split("\n"):
        while len(line) > 72 and not line.startswith(">"):
            cut = line.rfind(" ", 0, 72)
            wrapped.append(line[:cut])
            line = line[cut + 1 :]
        wrapped.append(line)
    assert [each for each in brought_back(STATE, "\n".join(wrapped)) if each.kind is not Kind.STRAY] == []


def test_a_word_processor_that_drops_marks_and_blank_lines_loses_no_passage() -> None:
    bare = "\n".join(re.sub(r"^[#>]+ ", "", line) for line in TEXT.split("\n") if line)
    assert [each for each in brought_back(STATE, bare) if each.kind is not Kind.SIGNS] == []


@pytest.mark.parametrize(
    "damage",
    [
        str.upper,
        lambda code: code.replace("[#", "[# "),
        lambda code: code.replace("[#", "\\[\\#").replace("]", "\\]"),
        lambda code: code[:5] + "\u00a0" + code[5:],
        lambda code: code.replace("[", "［").replace("]", "］"),
        lambda code: f"**{code}**",
        lambda code: code.removeprefix("[").removesuffix("]"),
    ],
)
def test_codes_survive_what_editors_do(damage) -> None:  # type: ignore[no-untyped-def]
    text = re.sub(r"\[#\w+\]", lambda found: damage(found[0]), TEXT)
    assert brought_back(STATE, text) == ()
    corrected = only(brought_back(STATE, text.replace("sans savoir", "sans bien savoir")))
    assert not corrected.is_guess


def test_a_point_without_its_code_is_found_by_its_words() -> None:
    text = re.sub(r"(Un numéro unique .*?) \[#\w+\]", r"\1", TEXT)
    assert brought_back(STATE, text) == ()
    found = only(brought_back(STATE, text.replace("Une seule ligne", "Une unique ligne")))
    assert (found.name, found.is_guess, found.is_plain) == ("theme/p-third/", True, False)


def test_every_code_may_go() -> None:
    assert brought_back(STATE, re.sub(r" \[#\w+\]", "", TEXT)) == ()


def test_a_moved_point_is_moved_and_nothing_else() -> None:
    block = block_of(TEXT, "Un numéro unique")
    text = TEXT.replace(block, "").replace("#### Des rendez-vous", block + "#### Des rendez-vous")
    found = only(brought_back(STATE, text))
    assert (found.kind, found.name) == (Kind.PLACE, "theme/p-third/")
    state = STATE.apply((c.kind, c.row_id, c.columns) for c in accept(STATE, found, NOON).changes)
    assert order_of(state) == ["p-third", "p-t1-pistes", "p-second"]
    assert brought_back(state, text) == ()


def test_a_point_goes_under_another_heading() -> None:
    block = block_of(TEXT, "Un numéro unique")
    text = TEXT.replace(block, "").replace("#### Un référent", block + "#### Un référent", 1)
    found = only(brought_back(STATE, text))
    state = STATE.apply((c.kind, c.row_id, c.columns) for c in accept(STATE, found, NOON).changes)
    assert order_of(state) == ["p-t1-pistes", "p-second"]
    assert order_of(state, "conditions")[0] == "p-third"
    assert brought_back(state, text) == ()


def test_a_point_stays_at_the_table_of_its_notes() -> None:
    block = block_of(TEXT, "Un numéro unique")
    text = TEXT.replace(block, "").replace("#### Un journal", block + "#### Un journal", 1)
    found = only(brought_back(STATE, text))
    assert found.obstacle is Obstacle.OTHER_TABLE
    with pytest.raises(AtelierError):
        accept(STATE, found, NOON)


def test_two_moved_points_end_in_the_order_of_the_text() -> None:
    first, second, third = (
        block_of(TEXT, title) for title in ("Des rendez-vous", "Aller chercher", "Un numéro unique")
    )
    text = TEXT.replace(first + second + third, third + second + first)
    assert text != TEXT
    state = STATE
    for _ in range(5):
        found = [each for each in brought_back(state, text) if each.kind is Kind.PLACE]
        if not found:
            break
        state = state.apply((c.kind, c.row_id, c.columns) for c in accept(state, found[0], NOON).changes)
    assert order_of(state) == ["p-third", "p-second", "p-t1-pistes"]
    assert brought_back(state, text) == ()


def test_an_absent_point_is_kept_unless_somebody_removes_it() -> None:
    found = only(brought_back(STATE, TEXT.replace(block_of(TEXT, TITLES[0]), "")))
    assert (found.kind, found.is_plain) == (Kind.ABSENT, False)
    assert accept_all(STATE, [found], NOON) is None
    state = STATE.apply((c.kind, c.row_id, c.columns) for c in accept(STATE, found, NOON).changes)
    assert state.get(Theme, "p-t1-constats") is None
    assert len(state.live(Note)) == len(STATE.live(Note))


def test_an_emptied_text_is_never_accepted_along() -> None:
    found = only(brought_back(STATE, TEXT.replace(PARAGRAPHS[0], "")))
    assert (found.kind, found.column, found.is_plain) == (Kind.ABSENT, "paragraph", False)


def test_a_new_paragraph_is_attached_or_becomes_a_point() -> None:
    fresh = "Les jardins partagés donnent rendez-vous chaque dimanche aux volontaires."
    text = TEXT.replace(PARAGRAPHS[0], f"{PARAGRAPHS[0]}\n\n{fresh}")
    found = only(brought_back(STATE, text))
    assert (found.kind, found.after, found.name) == (Kind.NEW_PARAGRAPH, fresh, "theme/p-t1-constats/")
    attached = STATE.apply((c.kind, c.row_id, c.columns) for c in accept(STATE, found, NOON).changes)
    theme = attached.get(Theme, "p-t1-constats")
    assert theme is not None
    assert theme.paragraph == f"{PARAGRAPHS[0]}\n\n{fresh}"
    assert brought_back(attached, text) == ()
    action = accept(STATE, found, NOON, taking=Taking.NEW_POINT)
    apart = STATE.apply((c.kind, c.row_id, c.columns) for c in action.changes)
    assert [theme.paragraph for theme in themes_of(apart, "t1", "constats")] == [PARAGRAPHS[0], fresh]
    assert brought_back(apart, text) == ()


def test_a_new_title_is_a_new_point_under_its_heading() -> None:
    text = TEXT.replace(
        "### Idées phares", "#### Ouvrir le samedi\n\nUne fois par mois.\n\n### Idées phares", 1
    )
    found = only(brought_back(STATE, text))
    assert (found.kind, found.title, found.after) == (
        Kind.NEW_POINT,
        "Ouvrir le samedi",
        "Une fois par mois.",
    )
    assert (found.table_id, found.heading) == ("t1", "conditions")
    state = STATE.apply((c.kind, c.row_id, c.columns) for c in accept(STATE, found, NOON).changes)
    assert themes_of(state, "t1", "conditions")[-1].title == "Ouvrir le samedi"
    assert brought_back(state, text) == ()


def test_a_code_that_stands_twice_is_told() -> None:
    block = block_of(TEXT, "Un numéro unique")
    copy = block.replace("Une seule ligne", "Deux lignes bien distinctes")
    found = only(brought_back(STATE, TEXT.replace(block, block + copy)))
    assert found.kind is Kind.COPY
    assert "Deux lignes bien distinctes" in found.after


def test_a_remark_in_a_quotation_is_told_as_without_a_place() -> None:
    found = only(brought_back(STATE, f"{TEXT}\n\n> Bravo pour ce travail"))
    assert (found.kind, found.after, found.obstacle) == (
        Kind.STRAY, "Bravo pour ce travail", Obstacle.NO_PLACE,
    )  # fmt: skip


def test_a_frozen_table_is_shown_and_not_changed() -> None:
    state = synthesis(frozen=["t1"])
    found = only(brought_back(state, sent_out(state).replace("sans savoir", "sans bien savoir")))
    assert found.obstacle is Obstacle.FROZEN
    with pytest.raises(AtelierError):
        accept(state, found, NOON)
    assert accept_all(state, [found], NOON) is None


def test_accepting_takes_the_signature_back_and_leaves_sources_alone() -> None:
    signed = replace(STATE.all(CafeTable)["t1"], signed_at="2025-10-16")
    state = STATE.apply([("cafe_table", "t1", {"signed_at": signed.signed_at})])
    found = only(brought_back(state, TEXT.replace("sans savoir", "sans bien savoir")))
    action = accept(state, found, NOON)
    after = state.apply((c.kind, c.row_id, c.columns) for c in action.changes)
    table = after.get(CafeTable, "t1")
    assert table is not None
    assert not table.is_signed
    assert after.live(ThemeSource) == state.live(ThemeSource)
    assert sources_of(after, "p-t1-constats") == sources_of(state, "p-t1-constats")


def test_what_changed_meanwhile_is_said_when_it_is_accepted() -> None:
    found = only(brought_back(STATE, TEXT.replace("sans savoir", "sans bien savoir")))
    later = STATE.apply([("theme", "p-t1-constats", {"paragraph": "Autre chose."})])
    with pytest.raises(AtelierError):
        accept(later, found, NOON)


# Several reviewers, and a workshop that goes on


def test_an_old_text_never_reverts_a_newer_one() -> None:
    workshop = Changed.of(STATE)
    workshop.change("theme", "p-t1-constats", paragraph="Tout a été récrit ici.", title="Un autre titre")
    workshop.change("theme", "p-third", position="0")
    workshop.change("workshop", "w", introduction="Une autre introduction.")
    assert brought_back(workshop.state, TEXT, workshop.history) == ()


def test_two_corrections_of_one_paragraph_become_one() -> None:
    workshop = Changed.of(STATE)
    workshop.change("theme", "p-t1-constats", paragraph=PARAGRAPHS[0].replace("Chacun", "Chaque habitant"))
    text = TEXT.replace("ni comment y entrer", "ni comment s’y rendre")
    found = only(brought_back(workshop.state, text, workshop.history))
    assert found.is_conflict
    assert not found.is_plain
    assert found.base == PARAGRAPHS[0]
    assert found.both == (
        "Chaque habitant connaît la maison de nom, sans savoir qui y travaille ni comment s’y rendre."
    )
    workshop.do(accept(workshop.state, found, NOON, taking=Taking.BOTH))
    assert brought_back(workshop.state, text, workshop.history) == ()


def test_two_corrections_of_one_word_are_a_conflict() -> None:
    workshop = Changed.of(STATE)
    workshop.change("theme", "p-t1-constats", paragraph=PARAGRAPHS[0].replace("Chacun", "Tout le monde"))
    found = only(brought_back(workshop.state, TEXT.replace("Chacun", "Chaque habitant"), workshop.history))
    assert (found.is_conflict, found.both) == (True, "")


def test_a_point_removed_meanwhile_is_offered_again_only_when_it_was_corrected() -> None:
    workshop = Changed.of(STATE)
    workshop.change("theme", "p-third", deleted=True)
    assert brought_back(workshop.state, TEXT, workshop.history) == ()
    found = only(brought_back(workshop.state, TEXT.replace("Une seule", "Une toute seule"), workshop.history))
    assert (found.kind, found.is_conflict) == (Kind.NEW_POINT, True)


def test_a_point_made_meanwhile_is_not_absent() -> None:
    workshop = Changed.of(STATE)
    columns = {"table_id": "t1", "heading": "pistes", "title": "Venu après", "status": "accepted"}
    workshop.change("theme", "p-late", **columns, paragraph="Écrit le soir.", position="9")
    assert brought_back(workshop.state, TEXT, workshop.history) == ()


def test_three_people_correct_one_text_and_nothing_is_lost() -> None:
    workshop = Changed.of(STATE)
    anna = TEXT.replace("sans savoir", "sans bien savoir").replace("trop peu", "trop peu de temps")
    block = block_of(TEXT, "Un numéro unique")
    basil = TEXT.replace(block, "").replace("#### Des rendez-vous", block + "#### Des rendez-vous")
    basil = re.sub(r"(Aller chercher .*?) \[#\w+\]", r"\1 à l’accueil", basil).replace("ni comment", "ni où")
    chloe = TEXT.replace(
        "### Idées phares", "Et un jardin partagé, ouvert à toutes et à tous.\n\n### Idées phares", 1
    )
    for text in (anna, basil, chloe):
        for _ in range(20):
            found = [
                each for each in brought_back(workshop.state, text, workshop.history) if not each.obstacle
            ]
            if not found:
                break
            taking = Taking.BOTH if found[0].both else Taking.REVIEWED
            workshop.do(accept(workshop.state, found[0], NOON, taking=taking))
        assert brought_back(workshop.state, text, workshop.history) == ()
    state = workshop.state
    texts = {theme.id: theme for theme in state.live(Theme)}
    assert texts["p-t1-constats"].paragraph == (
        "Chacun connaît la maison de nom, sans bien savoir qui y travaille ni où y entrer."
    )
    assert texts["p-t1-pistes"].paragraph.startswith("Le premier rendez-vous dure trop peu de temps")
    assert texts["p-second"].title.endswith("à l’accueil")
    assert texts["p-t1-conditions"].paragraph.endswith("ouvert à toutes et à tous.")
    assert order_of(state) == ["p-third", "p-t1-pistes", "p-second"]
    assert state.live(ThemeSource) == STATE.live(ThemeSource)


def test_all_of_a_kind_are_one_action() -> None:
    text = TEXT.replace("sans savoir", "sans bien savoir").replace("trop peu", "trop peu de temps")
    found = brought_back(STATE, text)
    action = accept_all(STATE, found, NOON)
    assert action is not None
    assert {change.row_id for change in action.changes} == {"p-t1-constats", "p-t1-pistes"}
    state = STATE.apply((change.kind, change.row_id, change.columns) for change in action.changes)
    assert brought_back(state, text) == ()
