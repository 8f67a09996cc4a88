"""Questions asked of the register."""

from django.db.models import Count, QuerySet

from summitry.web.commitments.models import Commitment


def current_commitments() -> QuerySet[Commitment]:
    """Return every commitment in force as far as is known, with who made it."""
    return (
        Commitment.objects.filter(current=True)
        .select_related("organisation__place", "source")
        .prefetch_related("organisation__aliases")
        .order_by("organisation__name", "target_year", "pk")
    )


def count_by_kind(commitments: QuerySet[Commitment]) -> dict[str, int]:
    """Return how many commitments there are of each kind, most frequent first."""
    counts = commitments.order_by().values("kind").annotate(n=Count("pk"))
    return {row["kind"]: row["n"] for row in counts.order_by("-n", "kind")}
