"""Tree filters for listings with ``fallback``, whose pages are of several languages.

There a page stands for its translation set: the children of the Polish course list are children of the Lithuanian
one as well, or a course that is not translated yet would be missing from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.db.models import Q, QuerySet
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request
from rest_framework.views import APIView
from wagtail.api.v2.utils import BadRequestError
from wagtail.models import Page


class FamilyFilter(BaseFilterBackend):
    """Limits a listing by its relation to any translation of a page."""

    parameter = ""
    missing = ""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: APIView) -> QuerySet[Any]:
        """Return the pages that stand in the relation."""
        if self.parameter not in request.GET:
            return queryset
        selector: Any = view
        readable = selector.get_base_queryset()
        related = Q(pk__in=[])
        for relative in self._family(request.GET[self.parameter], selector, readable):
            related |= self.relation(relative, readable)
        return queryset.filter(related)

    def relation(self, page: Page, readable: QuerySet[Page]) -> Q:
        """Return the condition for being related to one page."""
        raise NotImplementedError

    def _family(self, value: str, selector: Any, readable: QuerySet[Page]) -> list[Page]:
        """Return the readable translations of a page, itself included, by one query."""
        if value == "root":
            return list(readable.filter(translation_key=selector.get_root_page().translation_key).order_by("pk"))
        if not (value.isascii() and value.isdecimal()):
            message = f"{self.parameter} must be a positive integer"
            raise BadRequestError(message)
        key = readable.filter(pk=int(value)).values("translation_key")
        family = list(readable.filter(translation_key__in=key).order_by("pk"))
        if not family:
            raise BadRequestError(self.missing)
        return family


class ChildOfAnyFilter(FamilyFilter):
    """Children of a page in any language."""

    parameter = "child_of"
    missing = "parent page doesn't exist"

    def relation(self, page: Page, readable: QuerySet[Page]) -> Q:  # noqa: ARG002
        """Return the condition for being a child."""
        return Q(path__startswith=page.path, depth=page.depth + 1)


class DescendantOfAnyFilter(FamilyFilter):
    """Pages below a page in any language."""

    parameter = "descendant_of"
    missing = "ancestor page doesn't exist"

    def relation(self, page: Page, readable: QuerySet[Page]) -> Q:  # noqa: ARG002
        """Return the condition for being below."""
        return Q(path__startswith=page.path, depth__gt=page.depth)


class AncestorOfAnyFilter(FamilyFilter):
    """Pages above a page in any language."""

    parameter = "ancestor_of"
    missing = "descendant page doesn't exist"

    def relation(self, page: Page, readable: QuerySet[Page]) -> Q:
        """Return the condition for being above, or a translation of what is."""
        step = page.steplen
        above = readable.filter(path__in=[page.path[:end] for end in range(step, len(page.path), step)])
        return Q(translation_key__in=above.values("translation_key"))


FALLBACK_TREE_FILTERS: Final[Sequence[type[BaseFilterBackend]]] = (
    ChildOfAnyFilter,
    AncestorOfAnyFilter,
    DescendantOfAnyFilter,
)
