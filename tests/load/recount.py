"""The independent recount: straight from the tables, with SQL and drivers alone.

Nothing of the project's own counting is used here, neither its queries nor its rules; the
rules of conventions §17 are written once more, in SQL.
"""

# ruff: noqa: S608 - put together of constants; every value is a parameter

import contextlib
import sqlite3
from dataclasses import dataclass

import psycopg

_HERE = """
    FROM delegations_registration r
    JOIN delegations_delegation d ON d.id = r.delegation_id
    JOIN delegations_category c ON c.id = d.category_id
    JOIN delegations_desk k ON k.id = d.desk_id
    JOIN network_organisation o ON o.id = d.organisation_id
    JOIN network_person p ON p.id = r.person_id
    WHERE k.convening_id = %s
"""
_SEATED = " AND r.mode <> 'online' AND r.status IN ('nominated', 'approved')"
#: A person once, with whether they were in a room and on a line.
_PRESENT = (
    "WITH seen AS ("
    " SELECT registration_id, 1 AS room, 0 AS line FROM attendance_checkin"
    " UNION ALL SELECT registration_id, 0, 1 FROM attendance_presence"
    "), here AS (SELECT r.id AS pk, r.person_id, r.country, o.slug, c.kind"
    + _HERE
    + "), "
    "people AS (SELECT person_id, MIN(country) AS country, MIN(slug) AS slug,"
    " MIN(kind) AS kind, MAX(room) AS room, MAX(line) AS line"
    " FROM here JOIN seen ON seen.registration_id = here.pk GROUP BY person_id) "
)
_PLANNED = (
    "WITH people AS (SELECT r.person_id, MIN(r.country) AS country, MIN(o.slug) AS slug,"
    " MIN(c.kind) AS kind,"
    " MAX(CASE WHEN r.mode <> 'online' THEN 1 ELSE 0 END) AS room,"
    " MAX(CASE WHEN r.mode <> 'in_person' THEN 1 ELSE 0 END) AS line"
    + _HERE
    + " AND r.status IN ('nominated', 'approved') GROUP BY r.person_id) "
)
_TOTALS = (
    "SELECT COUNT(*), COALESCE(SUM(room), 0), COALESCE(SUM(line), 0),"
    " COALESCE(SUM(room * line), 0),"
    " COUNT(DISTINCT CASE WHEN country <> '' THEN country END),"
    " COALESCE(SUM(CASE WHEN country = '' THEN 1 ELSE 0 END), 0),"
    " COUNT(DISTINCT slug) FROM people"
)
_NAMES = (
    *("total", "in_person", "online", "both", "countries", "without_country"),
    "organisations",
)


@dataclass(frozen=True, slots=True)
class Tables:
    """The database of the site, read with its driver."""

    address: str
    convening: int

    def rows(self, sql, *values):
        """Return all rows of a question; its first ``%s`` is the convening."""
        given = (self.convening, *values)
        if self.address.startswith("sqlite:///"):
            file = self.address.removeprefix("sqlite:///")
            with contextlib.closing(
                sqlite3.connect(f"file:{file}?mode=ro", uri=True)
            ) as one:
                return one.execute(sql.replace("%s", "?"), given).fetchall()
        with psycopg.connect(self.address, autocommit=True) as one:
            return one.execute(sql, given).fetchall()

    def pairs(self, sql, *values):
        return dict(self.rows(sql, *values))


def count_people(tables, *, planned=False):
    """Return totals, and people by country, organisation and category (§17)."""
    people = _PLANNED if planned else _PRESENT
    (totals,) = tables.rows(people + _TOTALS)
    found = {"totals": dict(zip(_NAMES, map(int, totals), strict=True))}
    for group, column in (
        ("by_country", "country"),
        ("by_organisation", "slug"),
        ("by_category", "kind"),
    ):
        select = f"SELECT {column}, COUNT(*) FROM people"
        where = f" WHERE {column} <> '' GROUP BY {column}"
        found[group] = tables.pairs(people + select + where)
    return found


def count_sessions(tables):
    """Return people by session: in its room, and ever online."""
    found = {}
    for table in ("attendance_checkin", "attendance_presence"):
        found[table] = tables.pairs(
            "SELECT s.slug, COUNT(DISTINCT r.person_id) FROM programme_session s"
            f" JOIN {table} a ON a.session_id = s.id"
            " JOIN delegations_registration r ON r.id = a.registration_id"
            " WHERE s.convening_id = %s GROUP BY s.slug"
        )
    return found["attendance_checkin"], found["attendance_presence"]


def count_online(tables, since, until):
    """Return how many people gave a sign of life since a moment and had not left."""
    ((n,),) = tables.rows(
        "SELECT COUNT(DISTINCT r.person_id)"
        + _HERE.replace(
            "WHERE", "JOIN attendance_presence a ON a.registration_id = r.id WHERE"
        )
        + " AND a.left_at IS NULL AND a.seen_at >= %s AND a.joined_at <= %s",
        *(_moment(tables, one) for one in (since, until)),
    )
    return n


def _moment(tables, moment):
    """SQLite keeps moments as text without an offset, in UTC."""
    if tables.address.startswith("sqlite:///"):
        return moment.replace(tzinfo=None).isoformat(" ", "microseconds")
    return moment


def seats(tables):
    """Return ``(what, seats_taken, recounted, limit)`` of desk, categories, delegations."""
    (desk,) = tables.rows(
        "SELECT seats_taken, seats FROM delegations_desk WHERE convening_id = %s"
    )
    ((recounted,),) = tables.rows("SELECT COUNT(*)" + _HERE + _SEATED)
    found = [("hall", desk[0], recounted, desk[1])]
    by_category = tables.pairs(
        "SELECT c.id, COUNT(*)" + _HERE + _SEATED + " GROUP BY c.id"
    )
    for pk, kind, taken, limit in tables.rows(
        "SELECT c.id, c.kind, c.seats_taken, c.seats FROM delegations_category c"
        " JOIN delegations_desk k ON k.id = c.desk_id WHERE k.convening_id = %s"
    ):
        found.append((kind, taken, by_category.get(pk, 0), limit))
    by_delegation = tables.pairs(
        "SELECT d.id, COUNT(*)" + _HERE + _SEATED + " GROUP BY d.id"
    )
    for pk, taken, limit in tables.rows(
        "SELECT d.id, d.seats_taken, COALESCE(d.seats, c.seats_a_delegation)"
        " FROM delegations_delegation d"
        " JOIN delegations_category c ON c.id = d.category_id"
        " JOIN delegations_desk k ON k.id = d.desk_id WHERE k.convening_id = %s"
    ):
        found.append((f"delegation {pk}", taken, by_delegation.get(pk, 0), limit))
    return found


def waiting_for_nothing(tables):
    """Return who waits although hall, category and delegation have a seat left."""
    return [
        name
        for (name,) in tables.rows(
            "SELECT p.name" + _HERE + " AND r.status = 'waiting' AND r.mode <> 'online'"
            " AND (k.seats IS NULL OR k.seats_taken < k.seats)"
            " AND (c.seats IS NULL OR c.seats_taken < c.seats)"
            " AND (COALESCE(d.seats, c.seats_a_delegation) IS NULL"
            " OR d.seats_taken < COALESCE(d.seats, c.seats_a_delegation))"
        )
    ]


def registrations(tables):
    """Return ``(name, status, mode, country, organisation)`` of every registration."""
    return tables.rows("SELECT p.name, r.status, r.mode, r.country, o.name" + _HERE)


def wrong_histories(tables):
    """Return how many registrations have a last version that is not what they are."""
    ((n,),) = tables.rows(
        "SELECT COUNT(*) FROM (SELECT r.id, r.status, r.mode, (SELECT h.history_id"
        " FROM delegations_historicalregistration h WHERE h.id = r.id"
        " ORDER BY h.history_date DESC, h.history_id DESC LIMIT 1) AS last"
        + _HERE
        + ") one LEFT JOIN delegations_historicalregistration h ON h.history_id = one.last"
        " WHERE h.status IS NULL OR h.status <> one.status OR h.mode <> one.mode"
    )
    return n


def check_ins(tables):
    """Return ``(person's name, session or "", key without dashes, desk)`` of every row."""
    return [
        (name, session or "", str(key).replace("-", ""), desk)
        for name, session, key, desk in tables.rows(
            "SELECT p.name, s.slug, a.key, a.desk"
            + _HERE.replace(
                "WHERE",
                "JOIN attendance_checkin a ON a.registration_id = r.id"
                " LEFT JOIN programme_session s ON s.id = a.session_id WHERE",
            )
        )
    ]


def presences(tables):
    """Return ``(person's name, session, key without dashes, whether left)`` of every row."""
    return [
        (name, session, str(key).replace("-", ""), left is not None)
        for name, session, key, left in tables.rows(
            "SELECT p.name, s.slug, a.key, a.left_at"
            + _HERE.replace(
                "WHERE",
                "JOIN attendance_presence a ON a.registration_id = r.id"
                " JOIN programme_session s ON s.id = a.session_id WHERE",
            )
        )
    ]


def claims(tables):
    """Return the frozen figures: value by phase and field."""
    rows = tables.rows(
        "SELECT a.phase, f.key, a.value FROM evidence_claim a"
        " JOIN evidence_field f ON f.id = a.field_id"
        " JOIN django_content_type t ON t.id = a.about_type_id"
        " WHERE a.about_id = %s AND t.app_label = 'convenings' AND t.model = 'convening'"
    )
    found = {}
    for phase, key, value in rows:
        found.setdefault(phase, {}).setdefault(key, []).append(int(float(value)))
    return found
