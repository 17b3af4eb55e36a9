"""`atelier serve`: open a workshop to the phones of its tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from atelier.cli.invocation import Invocation
from atelier.errors import N_, UsageError

if TYPE_CHECKING:
    import ssl

    from atelier.domain.state import State
    from atelier.services.collection.ledger import Wishes
    from atelier.web.server import Serving


@click.command(help=N_("Open a workshop to the phones of its tables; Ctrl+C closes it again."))
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--lan", default="", metavar=N_("ADDRESS"), help=N_("The address of this computer that phones use.")
)
@click.option("--port", type=click.IntRange(1, 65_535), help=N_("Another port than that of the workshop."))
@click.option(
    "--allow-host", "hosts", multiple=True, metavar=N_("NAME"), help=N_("Another name that phones may use.")
)
@click.option("--tls-cert", type=click.Path(path_type=Path), help=N_("The file of a certificate."))
@click.option("--tls-key", type=click.Path(path_type=Path), help=N_("The file of its key."))
@click.option("--json", "as_json", is_flag=True, help=N_("Print the addresses as a JSON document."))
@click.pass_obj
def command(
    invocation: Invocation,
    file: Path,
    lan: str,
    port: int | None,
    hosts: tuple[str, ...],
    tls_cert: Path | None,
    tls_key: Path | None,
    as_json: bool,
) -> None:
    """Open a workshop to phones."""
    import asyncio

    from atelier.cli.workshop_file import opened
    from atelier.services.collection.ledger import Ledger
    from atelier.services.collection.opening import open_collection
    from atelier.web.server import Server

    tls = _tls(tls_cert, tls_key)
    with opened(invocation, file, origin="phone") as session:
        ledger = Ledger(invocation.places, session.state.workshop.id)
        known = ledger.known()
        was_open = known is not None and known.is_open
        wishes = open_collection(session, ledger, lan=lan, port=port, hosts=hosts)

        def ready(serving: Serving) -> None:
            _announce(invocation, session.state, wishes, serving, as_json=as_json, is_secure=tls is not None)

        async def serve() -> bool:
            return await Server(session, ledger, wishes, tls).run(ready)

        is_interrupted = True
        try:
            is_interrupted = asyncio.run(serve())
        finally:
            # Whoever wished for it before this process came may still want it
            if is_interrupted or not was_open:
                ledger.change(is_open=False)


def _announce(
    invocation: Invocation,
    state: State,
    wishes: Wishes,
    serving: Serving,
    *,
    as_json: bool,
    is_secure: bool,
) -> None:
    """Say where the pages are."""
    import json

    from atelier.domain.place import places
    from atelier.services.collection.access import Capability, Role

    scheme = "https" if is_secure else "http"
    start = f"{scheme}://{serving.address or '127.0.0.1'}:{serving.port}/"
    pages = [(table, start + wishes.keys.token(Capability(Role.TABLE, table.id))) for table in places(state)]
    if as_json:
        rows = [{"table": table.number, "url": url} for table, url in pages]
        invocation.say(json.dumps({"port": serving.port, "pages": rows}))
        return
    tr = invocation.tr
    for table, url in pages:
        name = tr("Plenary") if table.is_plenary else tr("Table {table}", table=table.number)
        invocation.say(f"{name}  {url}")
    invocation.warn(tr("Open to phones. Ctrl+C closes."))


def _tls(certificate: Path | None, key: Path | None) -> ssl.SSLContext | None:
    if certificate is None and key is None:
        return None
    if certificate is None or key is None:
        raise UsageError(N_("--tls-cert and --tls-key go together."))
    import ssl

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        context.load_cert_chain(certificate, key)
    except (OSError, ValueError) as error:
        raise UsageError(
            N_("The certificate {certificate} or its key {key} cannot be used ({reason})."),
            certificate=certificate,
            key=key,
            reason=getattr(error, "strerror", None) or type(error).__name__,
        ) from error
    return context
