"""What Téléphones says, from what is known of the server and of the phones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atelier.domain.place import places
from atelier.domain.state import State
from atelier.domain.workshop import CafeTable
from atelier.figures import about, time_of_day
from atelier.services.collection.adapters import KIND_NAMES, LOOPBACK, Adapter
from atelier.services.collection.addresses import base, spelled
from atelier.services.collection.process import Phase, Status
from atelier.services.collection.reach import Reach, is_lost
from atelier.ui.widgets.bar import Part
from atelier.ui.widgets.line import Line
from atelier.ui.wording import table_title

if TYPE_CHECKING:
    from atelier.i18n import Translator
    from atelier.services.collection.devices import TableSeen


def head_parts(tr: Translator, status: Status | None, reach: Reach | None) -> list[Part]:
    """Whether phones can write, under which address, and how many are there."""
    phase = status.phase if status is not None else Phase.CLOSED
    mark, name, tone = _state(tr, phase)
    parts = [Part(f" {tr('PHONES')}   ", "title"), Part(f" {mark} {name} ", tone)]
    if status is None or status.wishes is None or not status.is_wished:
        return parts
    parts.append(Part(f"  {spelled(base(status.wishes))}", "strong"))
    if reach is not None:
        parts.append(Part("  " + tr.n("{n} phone", "{n} phones", reach.connected), ""))
        if reach.queued:
            parts.append(Part(" · " + kept(tr, reach.queued), "warning"))
    return parts


def _state(tr: Translator, phase: Phase) -> tuple[str, str, str]:
    """A mark, a word and a tone: any one of them is enough."""
    match phase:
        case Phase.OPEN:
            return "●", tr("open now"), "here"
        case Phase.STARTING:
            return "…", tr("opening"), "strong"
        case Phase.STOPPING:
            return "…", tr("closing"), "strong"
        case Phase.ADDRESS_GONE:
            return "!", tr("address lost"), "alarm"
        case Phase.PORT_TAKEN:
            return "!", tr("port taken"), "alarm"
        case Phase.DIED:
            return "!", tr("stopped"), "alarm"
        case Phase.ELSEWHERE:
            return "!", tr("open elsewhere"), "alarm"
        case _:
            return "○", tr("closed"), "strong"


def advice(tr: Translator, status: Status | None, reach: Reach | None, keys: dict[str, str]) -> list[Line]:
    """What that means, and what to do.

    Args:
        tr: the interface's language.
        status: where the collection stands.
        reach: the phones of the tables.
        keys: the key of each command by its action, as people read it.
    """
    said = _advice(tr, status, reach, keys)
    return [Line(str(row), text, tone=tone, is_selectable=False) for row, (text, tone) in enumerate(said)]


def _advice(
    tr: Translator, status: Status | None, reach: Reach | None, keys: dict[str, str]
) -> list[tuple[str, str]]:
    wishes = status.wishes if status is not None else None
    if status is None or wishes is None or status.phase is Phase.CLOSED:
        said = [
            (
                tr(
                    "Phones cannot write now. {key} lets them: each table has its own code.", key=keys["open"]
                ),
                "",
            )
        ]
        if reach is not None and reach.queued:
            said.append((f"{kept(tr, reach.queued)}. {tr('Open again, and they come in.')}", "warning"))
        return said
    match status.phase:
        case Phase.STARTING:
            return [(tr("One moment…"), "")]
        case Phase.STOPPING:
            return [(tr("What is being sent is still taken in…"), "")]
        case Phase.ADDRESS_GONE:
            text = tr(
                "This computer is no longer {address}: it has left that network. Go back to it, and all goes"
                " on by itself. Or choose another address with {key}: codes then change, and notes that are"
                " still on phones stay there until the old address is back.",
                address=wishes.address,
                key=keys["address"],
            )
            return [(text, "alarm")]
        case Phase.PORT_TAKEN:
            text = tr(
                "Another program of this computer has port {port}. It is tried again by itself: close that"
                " program, or restart the computer. Another port is in the palette; codes change with it.",
                port=wishes.port,
            )
            return [(text, "alarm")]
        case Phase.DIED:
            text = tr.n(
                "What phones write into has stopped {n} time; it starts again by itself. Notes stay on the"
                " phones meanwhile, and come in afterwards.",
                "What phones write into has stopped {n} times; it starts again by itself. Notes stay on the"
                " phones meanwhile, and come in afterwards.",
                status.deaths,
            )
            return [(text, "alarm")]
        case Phase.ELSEWHERE:
            file = status.running.path if status.running is not None else ""
            text = tr("Phones write into another file of this workshop: {file}. Open that one.", file=file)
            return [(text, "alarm")]
    if wishes.address in ("", LOOPBACK):
        text = tr(
            "Only this computer itself gets there, no phone does. {key} chooses another address.",
            key=keys["address"],
        )
        return [(text, "warning")]
    return [
        (
            tr(
                "Phones join the same Wi-Fi, then scan the code of their table. Nobody gets through?"
                " {key} says why.",
                key=keys["trial"],
            ),
            "dim",
        )
    ]


def table_lines(
    tr: Translator, state: State, status: Status | None, reach: Reach | None, wall: float
) -> list[Line]:
    """One entry a table, then the plenary: its phones, when they were seen, what is still on them.

    Args:
        tr: the interface's language.
        state: the workshop.
        status: where the collection stands.
        reach: the phones of the tables.
        wall: now by the real clock.
    """
    is_open = status is not None and status.is_wished
    seen = reach.seen if reach is not None else {}
    return [_table_line(tr, table, seen.get(table.id), wall, is_open=is_open) for table in places(state)]


def _table_line(
    tr: Translator, table: CafeTable, seen: TableSeen | None, wall: float, *, is_open: bool
) -> Line:
    title = table_title(tr, table)
    if seen is None or seen.seen_at is None:
        tail = f"○ {tr('nobody yet')}" if is_open else ""
        return Line(table.id, title, tail=tail, is_clipped=True)
    words = [tr("seen {ago}", ago=ago(tr, wall - seen.seen_at))]
    if seen.last_note_at is not None:
        words.append(tr("last note received at {time}", time=time_of_day(tr, seen.last_note_at, full=True)))
    below = [(" · ".join(words), "dim")]
    if seen.queued:
        below.append((kept(tr, seen.queued), "warning"))
    is_silent = is_open and is_lost(seen, wall)
    if is_silent:
        tail = f"! {tr('no longer answers')}"
    elif seen.connected:
        tail = "● " + tr.n("{n} phone", "{n} phones", seen.connected)
    else:
        tail = f"○ {tr('nobody now')}"
    return Line(table.id, title, tail=tail, tone="strong", below=tuple(below), is_clipped=True)


def lost_words(tr: Translator, seen: TableSeen) -> str:
    """That the phones of a table do not answer any more, for its card."""
    if seen.last_note_at is None:
        return tr("its phone no longer answers")
    at = time_of_day(tr, seen.last_note_at, full=True)
    return tr("no longer answers, last note received at {time}", time=at)


def kept(tr: Translator, count: int) -> str:
    """How many notes are still on phones."""
    return tr.n("{n} note kept on a phone", "{n} notes kept on phones", count)


def ago(tr: Translator, seconds: float) -> str:
    """How long ago, in steps that need no drawing each second."""
    if seconds < 10:
        return tr("just now")
    rounded = seconds // 10 * 10 if seconds < 60 else seconds
    return tr("{duration} ago", duration=about(tr, rounded))


def adapter_line(tr: Translator, adapter: Adapter) -> Line:
    """An address of this computer, to be chosen."""
    kind = tr(KIND_NAMES[adapter.kind])
    name = f"{kind} · {adapter.name}" if adapter.name and adapter.name != kind else kind
    return Line(adapter.address, f"{adapter.address:<15}  {name}")
