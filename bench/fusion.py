"""The figures of the fusion engine beside its baselines: `python bench/fusion.py FOLDER`.

The folder holds sets of notes whose themes people named, and their judge, `score.py`.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import mean
from types import ModuleType

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import fusion_cost as cost
import fusion_sets as sets
from atelier.fusion.encoder import Memory, SentenceEncoder
from atelier.services import fusion_sets
from fusion_sets import FRENCH, Cells, Row

THEMED = (*FRENCH, "kpa-en")


class Table:
    """The sets, their judge and the engines."""

    def __init__(self, folder: Path) -> None:
        self.score: ModuleType = sets.judge(folder)
        self.rows = {name: sets.rows_of(folder, name) for name in THEMED}
        self.pairs = sets.rows_of(folder, "pairs-rc")
        self.across = sets.rows_of(folder, "transversal-seed")
        self.large = sets.rows_of(folder, "rc-large")
        encoder = Memory(SentenceEncoder())
        self.engines: dict[str, Memory | None] = {"default": None}
        if encoder.vectors(["un essai"]) is not None:
            self.engines["semantic"] = encoder

    def themes(self, label: str, answer: Callable[[Cells], list[Row]]) -> tuple[float, float]:
        """One line: B-cubed F1 / ARI a set, and the mean of the French ones."""
        found = {
            name: self.score.themes(rows, answer(sets.cells_of(rows))) for name, rows in self.rows.items()
        }
        columns = [f"{found[name]['b3_f1']:.3f}/{found[name]['ari']:.3f}" for name in THEMED]
        french = [mean(found[name][key] for name in FRENCH) for key in ("b3_f1", "ari", "moves")]
        print(
            f"  {label:26} {french[0]:.3f}/{french[1]:.3f}  {french[2]:.3f}  " + "  ".join(columns),
            flush=True,
        )
        return french[0], french[1]


def print_themes(table: Table) -> None:
    """Themes, beside the baselines."""
    print("B-cubed F1/ARI              French mean  moves  " + "  ".join(f"{name:11}" for name in THEMED))
    table.themes("all alone", sets.alone)
    table.themes("one theme", sets.one_theme)
    table.themes("exact match", sets.exact)
    try:
        table.themes("rapidfuzz token_set", sets.token_set)
    except ImportError:
        print("  rapidfuzz token_set        not installed")
    for name, memory in table.engines.items():
        table.themes(name, sets.engine(memory))
        table.themes(f"{name}, 0.5 question/note", lambda cells, memory=memory: sets.asked(cells, memory))


def print_shuffled_groups(table: Table) -> None:
    """The same with groups dealt anew in rc-egalite: nothing may be won from how the file was made."""
    chance = random.Random(0)
    rows = table.rows["rc-egalite"]
    groups = chance.sample([row["group"] for row in rows], len(rows))
    mixed = [{**row, "group": group} for row, group in zip(rows, groups, strict=True)]
    for name, memory in table.engines.items():
        found = [
            table.score.themes(given, sets.engine(memory)(sets.cells_of(given)))["b3_f1"]
            for given in (rows, mixed)
        ]
        print(f"  rc-egalite, {name}: {found[0]:.4f} with its groups, {found[1]:.4f} with groups shuffled")


def print_others(table: Table) -> None:
    """Near-duplicates, transversal themes, titles."""
    for name, memory in table.engines.items():
        pairs = table.score.pairs(table.pairs, fusion_sets.pairs(table.pairs, memory))
        line = f"average precision {pairs['ap']:.3f}, probable P {pairs['dup_p']:.2f} R {pairs['dup_r']:.2f}"
        print(f"  near-duplicates (pairs-rc), {name}: {line}")
        across = table.score.transversal(
            table.across, fusion_sets.across(table.across, "gold_within_table", memory)
        )
        found = f"{across['found']} of {across['gold_transversal']} found"
        print(f"  transversal from validated themes, {name}: F1 {across['xpair_f1']:.3f}, {found}")
    for draft in range(3):
        scores = []
        for name in ("seed-gold", "gdn", "kpa-en"):
            rows = table.rows[name]
            scores.append(
                table.score.titles(rows, fusion_sets.titles(rows, "gold_theme", None, draft))["title_f1"]
            )
        print(f"  titles, draft {draft + 1}: {mean(scores):.3f} ({', '.join(f'{x:.3f}' for x in scores)})")


def print_strength(table: Table) -> None:
    """Typing mistakes and other orders."""
    for name, memory in table.engines.items():
        clean, spoilt = [], []
        for key in FRENCH:
            rows = table.rows[key]
            answer = sets.engine(memory)
            clean.append(table.score.themes(rows, answer(sets.cells_of(rows)))["b3_f1"])
            for seed in range(5):
                typed = cost.with_typos(rows, seed)
                spoilt.append(table.score.themes(rows, answer(sets.cells_of(typed)))["b3_f1"])
        print(f"  typing mistakes, {name}: {mean(clean) - mean(spoilt):+.4f} B-cubed F1 lost")
        cells = [rows for key in FRENCH for rows in sets.cells_of(table.rows[key])]
        same, total = cost.shuffles(cells, memory, 50 if memory is None else 3)
        print(f"  other orders, {name}: {same} of {total} the same, every note once")


def print_cost(table: Table) -> None:
    """Time and memory."""
    for name, memory in table.engines.items():
        nearest, fused, slider = cost.speeds(table.rows["rc-egalite"], memory)
        print(f"  {name}: nearest theme among 500 {nearest:.1f} ms")
        print(f"  {name}: cell of 60 {fused:.1f} ms, its slider {slider:.1f} ms")
        print(f"  {name}: {cost.memory_of(table.large, name):.0f} MB more for 300 notes in one cell")
    print(f"  30,000 notes in cells of 60: {cost.many(table.rows['rc-egalite']):.1f} s")
    print(f"  30,000 notes in cells of 60: {cost.memory_of(table.rows['rc-egalite'], 'many'):.0f} MB more")


def main() -> None:
    """Print the whole table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the sets and score.py are")
    parser.add_argument(
        "--quick", action="store_true", help="scores only: no typing mistakes, orders, time, memory"
    )
    given = parser.parse_args()
    table = Table(given.folder)
    if "semantic" not in table.engines:
        print("atelier[semantic] is not installed: the default engine alone")
    print_themes(table)
    print_shuffled_groups(table)
    print_others(table)
    if not given.quick:
        print_strength(table)
        print_cost(table)


if __name__ == "__main__":
    main()
