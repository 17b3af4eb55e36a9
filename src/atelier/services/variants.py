"""Two versions of a text that two people wrote at once: which one counts is for a person to say."""

from __future__ import annotations

from atelier.domain.change import Action, Change
from atelier.domain.state import KINDS, State
from atelier.domain.theme import Theme, Variant
from atelier.errors import N_, AtelierError
from atelier.services.excerpt import excerpt
from atelier.services.locks import refuse_frozen, unsigned


def variants_of(state: State, kind: str, row_id: str, column: str = "") -> tuple[Variant, ...]:
    """The other versions of a row's texts, oldest first; of one column when it is named."""
    return tuple(
        variant
        for variant in state.live(Variant)
        if variant.of_kind == kind and variant.of_id == row_id and column in ("", variant.of_column)
    )


def settle_variant(state: State, variant_id: str, *, take_other: bool, screen: str) -> Action:
    """Choose between a text and its other version; the one that goes stays in history.

    Args:
        state: the workshop.
        variant_id: the other version.
        take_other: whether it takes the place of the text.
        screen: the screen where undo takes the choice back.

    Raises:
        AtelierError: the choice was made meanwhile, or a point of a frozen table would change.
    """
    variant = state.get(Variant, variant_id)
    if variant is None:
        raise AtelierError(N_("This other version is no longer there: someone has chosen."))
    changes = [Change(Variant.KIND, variant.id, {"deleted": True})]
    if take_other:
        row = KINDS[variant.of_kind]
        if state.get(row, variant.of_id) is None:
            raise AtelierError(N_("What this text belonged to is no longer there: it was removed."))
        theme = state.get(Theme, variant.of_id) if row is Theme else None
        if theme is not None:
            refuse_frozen(state, theme.table_id)
            changes += unsigned(state, theme.table_id)
        changes.append(Change(row.KIND, variant.of_id, {variant.of_column: variant.text}))
    return Action("variant.settle", tuple(changes), screen, excerpt(variant.text))
