"""Derive ``src/summitry/data/actors.csv``: which place each reporting actor is.

    uv run --group derive python scripts/derive_actors.py

Run it by hand after ``derive_gazetteer.py``; its result is committed. An actor is tied
to a place by a decision of ``actor_decisions.csv``, else by its name, checked against
its reported location and population (``match_actors.py``, ``match_ceads.py``). One whose
place cannot be told for certain keeps an empty slug.
"""

import csv
import sys
from collections import Counter
from pathlib import Path

from derive_gazetteer import correct_locodes, make_slug
from geonames import load_settlements
from match_actors import Decision, load_decisions, match_actor
from match_ceads import match_ceads
from reporting_actors import ReportingActor, list_actors
from tqdm import tqdm
from unlocode import match_locodes

from summitry.data.gazetteer import find_by_slug

TABLE = Path(__file__).parents[1] / "src" / "summitry" / "data" / "actors.csv"
COLUMNS = ("scheme", "identifier", "slug", "kind", "how", "note")


def main() -> None:
    """Write the table, and print how many actors of each scheme have a place."""
    locodes = correct_locodes(match_locodes(load_settlements().values()))
    actors = tqdm(list(list_actors()), desc="actors", file=sys.stderr)
    rows = [make_row(actor, locodes) for actor in actors]
    unknown = [row for row in rows if row["slug"] and not find_by_slug(row["slug"])]
    if unknown:
        sys.exit(f"slugs that the gazetteer does not have: {unknown}")
    with TABLE.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    for scheme, count in Counter(row["scheme"] for row in rows).items():
        own = [row for row in rows if row["scheme"] == scheme]
        tied = sum(bool(row["slug"]) for row in own)
        print(f"{scheme}: {count} actors, {tied} with a place, {count - tied} without")


def make_row(actor: ReportingActor, locodes: dict[int, str]) -> dict[str, str]:
    """Return the row of one actor."""
    decision = load_decisions().get((actor.scheme, actor.identifier))
    slug, kind, how, note = (
        read_decision(decision) if decision else find_place(actor, locodes)
    )
    cells = (actor.scheme, actor.identifier, slug, kind, how, note)
    return dict(zip(COLUMNS, cells, strict=True))


def read_decision(decision: Decision) -> tuple[str, str, str, str]:
    """Return slug, kind, how and note of what was decided by hand."""
    how = "manual" if decision.slug else ""
    return decision.slug, decision.kind, how, decision.reason


def find_place(
    actor: ReportingActor, locodes: dict[int, str]
) -> tuple[str, str, str, str]:
    """Return slug, kind, how and note of what the names say."""
    if actor.scheme == "ceads":
        found = match_ceads(actor.identifier)
        slug = found.slug
        if found.geonames_id is not None:
            slug = make_slug(found.geonames_id, locodes)
        return slug, "city", "exact" if slug else "", found.note
    match = match_actor(actor)
    if match.geonames_id is None:
        return "", match.kind, "", match.note
    return make_slug(match.geonames_id, locodes), match.kind, match.how, match.note


if __name__ == "__main__":
    main()
