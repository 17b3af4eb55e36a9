"""Notes for the tests of the engine, and strategies that make others."""

from __future__ import annotations

from hypothesis import strategies as st

from atelier.fusion.proposal import FusionNote, Proposal

LIBRARY = (
    FusionNote("n1", "prolonger les horaires de la bibliothèque le samedi", "A", "reader", star=True),
    FusionNote("n2", "horaires de bibliothèque plus larges, surtout samedi", "B", "reader"),
    FusionNote("n3", "ouvrir la biblio plus tard le soir", "C", "staff"),
    FusionNote("n4", "planter des arbres dans la cour de l’école", "A"),
    FusionNote("n5", "des arbres et de l’ombre dans la cour", "B", "staff"),
    FusionNote("n6", "cour d'école : arbres fruitiers !", "C"),
    FusionNote("n7", "xylophone", "C"),
)
"""Two ideas of three groups, and one note that is like nothing."""

WORDS = (
    *("bus", "arbre", "école", "santé", "horaires", "mairie", "pas", "trop", "vélo"),
    *("réunion", "budget", "vote", "ÉTÉ", "œuvre", "12", "l'eau", "🌳"),
)


texts = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join),
    st.text(st.characters(codec="utf-8"), max_size=60),
)


@st.composite
def note_lists(draw: st.DrawFn, most: int = 14) -> list[FusionNote]:
    """Some notes with ids of their own, words in common and anything else."""
    found = draw(st.lists(st.tuples(texts, st.sampled_from(["A", "B", "C", None])), max_size=most))
    return [FusionNote(f"n{index:02}", text, group) for index, (text, group) in enumerate(found)]


def placed(proposal: Proposal) -> list[str]:
    """Every id of a proposal, as often as it is there."""
    return sorted([*proposal.alone, *(note_id for theme in proposal.themes for note_id in theme.note_ids)])
