"""Ids of notes that were made elsewhere: the same one for the same note, whichever way it comes."""

from __future__ import annotations

from uuid import NAMESPACE_URL, UUID, uuid5


def note_id(workshop_id: str, given: str) -> str:
    """The id in the file of a note that has an id already: that one if it is a UUID, else one made of it.

    Args:
        workshop_id: the workshop, whose notes have ids of their own.
        given: the id as a phone or a file has it; not empty.
    """
    try:
        return str(UUID(given))
    except ValueError:
        return str(uuid5(namespace(workshop_id), given))


def namespace(workshop_id: str) -> UUID:
    """What the ids that are made for a workshop start from."""
    try:
        return UUID(workshop_id)
    except ValueError:
        return uuid5(NAMESPACE_URL, workshop_id)
