"""What editors may see of the counts of queries."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import Max, OuterRef, QuerySet, Subquery, Sum

from search.query_log.models import QueryCount

SHOWN_FROM: Final = 3


def asked_queries() -> QuerySet[Any, dict[str, Any]]:
    """Return each query of a language with `number`, `last_day` and `last_result_count`, if asked often enough.

    Where the days are narrowed further, the number, and whether it is enough, are of those days; the number of results is
    always the last one known: what is found by now is no longer missing.
    """
    same = QueryCount.objects.filter(text=OuterRef("text"), language_code=OuterRef("language_code"))
    last_result_count = Subquery(same.order_by("-day").values("result_count")[:1])
    return (
        QueryCount.objects.values("text", "language_code")
        .annotate(number=Sum("occurrences"), last_day=Max("day"), last_result_count=last_result_count)
        .filter(number__gte=SHOWN_FROM)
    )


def unanswered_queries() -> QuerySet[Any, dict[str, Any]]:
    """Return the queries for which no page was found when last asked."""
    return asked_queries().filter(last_result_count=0)
