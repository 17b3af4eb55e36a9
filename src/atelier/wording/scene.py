"""What the room is shown at one instant, in words: no alert, no profile, no note but raw key ideas."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from atelier.domain.agenda import StepKind
from atelier.domain.ballot import dots_on
from atelier.domain.clock import Alert, ClockPhase
from atelier.domain.glance import Glance
from atelier.domain.note import Note
from atelier.domain.place import tables
from atelier.domain.report_back import ReportBack, key_ideas, report_back
from atelier.domain.room import Room, Shows, room_now
from atelier.domain.shown_titles import ShownTitle, shown_titles
from atelier.domain.workshop import CafeTable
from atelier.figures import stopwatch, time_of_day
from atelier.wording.clock_face import digits, share, tone
from atelier.wording.names import countdown, dots_phrase, step_name
from atelier.wording.speech import destination_round, moves_to, usual_words, words

if TYPE_CHECKING:
    from atelier.i18n import Translator

PAGE_SECONDS: Final = 12
"""How long a page of questions or of key ideas stays, when there are several."""


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a group goes."""

    text: str
    """Group A → Table 2"""
    short: str
    """A → 2"""


@dataclass(frozen=True, slots=True)
class Passage:
    """A question, a key idea, or a title."""

    text: str
    title: str = ""
    """Above the text, once for texts that follow one another under the same."""
    lead: str = ""
    """Before the text: a star."""
    tail: str = ""
    """After the text: its dots."""

    @property
    def line(self) -> str:
        """The text with what stands after it."""
        return f"{self.text}{self.tail}"


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that is drawn, whatever the size."""

    title: str
    tone: str
    """One of the clock's tones: `calm`, `cue`, `last`, `over`, `paused`, `still`."""
    subtitle: str = ""
    """After the title, or under it in small letters."""
    digits: str = ""
    share: float = 0.0
    """How much of the time is over, from 0 to 1."""
    word: str = ""
    """A word as large as the digits, in their place: the digits are small then."""
    caption: str = ""
    """Beside that word, or in its place where there is little room: the time left."""
    instruction: str = ""
    destinations: tuple[Destination, ...] = ()
    passages: tuple[Passage, ...] | None = None
    """Texts to read, which take most of the screen; None where the clock does."""
    turn: int = 0
    """Counts up when the next page of texts is due."""
    note: str = ""
    """Small print at the very bottom; empty for none."""


def scene(tr: Translator, glance: Glance, *, note: str = "") -> Scene:
    """What the room is shown.

    Args:
        tr: the interface's language.
        glance: the workshop.
        note: small print, translated.
    """
    found = _scene(tr, glance)
    return replace(found, note=note) if note else found


def _scene(tr: Translator, glance: Glance) -> Scene:
    chosen = room_now(glance.state, glance.reading)
    reporting = report_back(glance.state, glance.reading)
    if reporting is not None:
        return _report(tr, glance, reporting, is_question=chosen.shows == Shows.REPORT_QUESTION)
    if chosen.shows == Shows.QUESTION:
        return _questions(tr, glance, chosen)
    if chosen.shows == Shows.TITLES:
        return _titles(tr, glance)
    if glance.is_ready:
        return _before(tr, glance)
    if glance.is_finished:
        title = glance.state.workshop.title
        thanks = tr("What you have said is written down. See you soon!")
        return Scene(title, "still", word=tr("Thank you!"), instruction=thanks)
    return _clock(tr, glance)


def _before(tr: Translator, glance: Glance) -> Scene:
    workshop = glance.state.workshop
    caption = ""
    if workshop.starts_at:
        caption = tr("We start at {time}", time=time_of_day(tr, workshop.starts_at))
    return Scene(
        title=workshop.title,
        tone="still",
        word=tr("Welcome!"),
        caption=caption,
        destinations=_destinations(tr, glance),
    )


def _clock(tr: Translator, glance: Glance) -> Scene:
    going = _destinations(tr, glance)
    is_paused = glance.reading.phase is ClockPhase.PAUSED
    if is_paused and not (glance.step is not None and glance.step.kind == StepKind.MOVE):
        going = ()  # nobody is to go anywhere
    return Scene(
        title=_title(tr, glance),
        tone=tone(glance),
        digits=digits(glance),
        share=share(glance),
        word=tr("PAUSED") if is_paused else "",
        caption=_time_left(tr, glance.reading.remaining) if is_paused else "",
        instruction="" if is_paused else _instruction(tr, glance, is_going=bool(going)),
        destinations=going,
        turn=int(glance.now.wall // PAGE_SECONDS),
    )


def _title(tr: Translator, glance: Glance) -> str:
    if glance.step is None:
        return glance.state.workshop.title
    return step_name(tr, glance.state, glance.step)


def _instruction(tr: Translator, glance: Glance, *, is_going: bool) -> str:
    step, following = glance.step, glance.following
    if step is None:
        return ""
    if glance.is_round and glance.alert in (Alert.CUE, Alert.LAST):
        return tr("Your key idea: if you keep only one thing, which is it?")
    is_over = glance.alert is Alert.OVER
    if step.kind == StepKind.MOVE or (is_over and following is not None and following.kind == StepKind.MOVE):
        own = step.instruction if step.kind == StepKind.MOVE else ""
        if own or is_going:
            return own or tr("Finish your sentence, then change tables.")
    if is_over and not (following is not None and following.kind in (StepKind.MOVE, StepKind.ROUND)):
        # The sentence of the next step is the facilitator's to say, when the room is ready for it.
        return step.instruction or usual_words(tr, glance.state, step)
    return words(tr, glance)


def _destinations(tr: Translator, glance: Glance) -> tuple[Destination, ...]:
    round_number = destination_round(glance)
    found: list[Destination] = []
    for group, table in moves_to(glance.state, round_number) if round_number else ():
        name = group.name or tr("Group {label}", label=group.label)
        goal = tr("Table {number}", number=table.number)
        found.append(Destination(f"{name} → {goal}", f"{group.label} → {table.number}"))
    return tuple(found)


def _questions(tr: Translator, glance: Glance, chosen: Room) -> Scene:
    reading = glance.reading
    is_running = not glance.is_ready
    asked = [table for table in tables(glance.state) if chosen.table_id in (None, table.id)]
    return Scene(
        title=_title(tr, glance) if is_running else glance.state.workshop.title,
        tone=tone(glance),
        digits=digits(glance) if is_running else "",
        share=share(glance),
        word=tr("PAUSED") if reading.phase is ClockPhase.PAUSED else "",
        passages=tuple(_asked(tr, asked)),
        turn=int(glance.now.wall // PAGE_SECONDS),
    )


def _report(tr: Translator, glance: Glance, here: ReportBack, *, is_question: bool) -> Scene:
    is_paused = glance.reading.phase is ClockPhase.PAUSED
    ideas = tuple(_idea(tr, glance, note) for note in key_ideas(glance.state, here.table.id))
    if is_question:
        ideas = (Passage(here.table.question),) if here.table.question else ()
    return Scene(
        title=tr("Table {number}", number=here.table.number),
        subtitle=here.table.topic,
        tone="paused" if is_paused else here.alert.value,
        digits=_face(here.remaining),
        share=min(1.0, here.elapsed / here.share),
        word=tr("PAUSED") if is_paused else "",
        instruction="" if ideas else tr("Tell the room what you keep from your table."),
        passages=ideas,
        turn=int(here.elapsed // PAGE_SECONDS),
    )


def _idea(tr: Translator, glance: Glance, note: Note) -> Passage:
    given = dots_on(glance.state, note.id)
    return Passage(note.text, lead="★ ", tail=f" · {dots_phrase(tr, given)}" if given else "")


def _titles(tr: Translator, glance: Glance) -> Scene:
    is_running = not glance.is_ready and not glance.is_finished
    is_paused = glance.reading.phase is ClockPhase.PAUSED
    titles = shown_titles(glance.state)
    return Scene(
        title=tr("Provisional titles"),
        subtitle=tr("this will still change"),
        tone=tone(glance),
        digits=digits(glance) if is_running else "",
        share=share(glance),
        word=tr("PAUSED") if is_paused else "",
        instruction="" if titles else tr("The titles come as the points are made."),
        passages=tuple(_titled(tr, title) for title in titles),
        turn=int(glance.now.wall // PAGE_SECONDS),
    )


def _titled(tr: Translator, title: ShownTitle) -> Passage:
    above = tr("Across the tables")
    if title.table is not None and title.heading is not None:
        place = tr("Plenary") if title.table.is_plenary else tr("Table {number}", number=title.table.number)
        above = f"{place} · {title.heading.title or title.heading.key}"
    return Passage(title.text, title=above, lead="★ " if title.is_key else "· ")


def _asked(tr: Translator, asked: Iterable[CafeTable]) -> Iterable[Passage]:
    for table in asked:
        if table.question:
            yield Passage(table.question, title=table_heading(tr, table))


def table_heading(tr: Translator, table: CafeTable) -> str:
    """A table as the room knows it: its number and its topic."""
    name = tr("Table {number}", number=table.number)
    return f"{name} · {table.topic}" if table.topic else name


def _face(remaining: float) -> str:
    return countdown(remaining) if remaining > 0 else f"+{stopwatch(-remaining)}"


def _time_left(tr: Translator, remaining: float) -> str:
    if remaining > 0:
        return tr("{duration} left", duration=countdown(remaining))
    return tr("over by {duration}", duration=stopwatch(-remaining))
