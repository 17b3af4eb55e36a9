"""`atelier lint`: what stands between a workshop and its publication."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from atelier.cli.invocation import Invocation
from atelier.errors import DONE, N_, PROBLEM

if TYPE_CHECKING:
    from atelier.domain.lint import Finding
    from atelier.i18n import Translator


@click.command(help=N_("Tell what stands between a workshop and its publication; 1 when there is an error."))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help=N_("Print a JSON document."))
@click.pass_obj
def command(invocation: Invocation, file: Path, as_json: bool) -> int:
    """Check a workshop."""
    import json

    from atelier.cli.workshop_file import opened
    from atelier.domain.lint import Level
    from atelier.services.publishing import check

    tr = invocation.tr
    with opened(invocation, file) as session:
        findings = check(session.state, session.clock.now())
    if as_json:
        document = {"format": "atelier-lint/1", "findings": [_as_json(tr, finding) for finding in findings]}
        invocation.say(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        for finding in findings:
            invocation.say(_as_line(tr, finding))
        if not findings:
            invocation.say(tr("Nothing to correct: the synthesis can be published."))
    return PROBLEM if any(finding.level is Level.ERROR for finding in findings) else DONE


def _as_line(tr: Translator, finding: Finding) -> str:
    levels = {"error": tr("error"), "warning": tr("warning"), "info": tr("info")}
    where = finding.where
    place = (
        "" if where.table is None else (tr("T{number}", number=where.table) if where.table else tr("Plenary"))
    )
    if where.heading:
        place = f"{place} {where.heading}".strip()
    return " · ".join(part for part in (levels[finding.level], place, _message(tr, finding)) if part)


def _as_json(tr: Translator, finding: Finding) -> dict[str, Any]:
    where, fix = finding.where, finding.fix
    return {
        "code": finding.code,
        "level": finding.level.value,
        "message": _message(tr, finding),
        "table": where.table,
        "heading": where.heading or None,
        "kind": where.kind,
        "id": where.row_id,
        "column": where.column or None,
        "fix": None if fix is None else {"before": fix.before, "after": fix.after},
    }


def _message(tr: Translator, finding: Finding) -> str:
    return tr(finding.msgid, **finding.params)
