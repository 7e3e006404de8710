"""The view restrictions of a source page, mirrored to its translations and aliases.

Wagtail keeps restrictions page by page: one that is set on the source would leave its translations public. An alias has
the restrictions of its source as long as it is one; it carries the same rows, so that it keeps them when converted.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import zip_longest

from wagtail.models import Page, PageViewRestriction

from pages.translation.families import followers

_is_mirroring: ContextVar[bool] = ContextVar("is_mirroring", default=False)


@dataclass(frozen=True)
class RestrictionTerms:
    """Whom a view restriction lets in."""

    restriction_type: str
    password: str
    group_ids: frozenset[int]


def is_mirroring() -> bool:
    """Tell whether restrictions are being written here, so that handlers need not follow them."""
    return _is_mirroring.get()


def mirror(source: Page) -> None:
    """Give all translations and aliases of a source its restrictions."""
    for page in followers(source):
        follow(page, source)


def follow(page: Page, source: Page, kept: PageViewRestriction | None = None) -> None:
    """Give a page the restrictions of its source, and no others.

    Rows are changed rather than replaced, the one to be kept first, since a caller may be about to set its groups.
    """
    wanted = [_terms(row) for row in source.view_restrictions.order_by("pk")]
    rows = sorted(page.view_restrictions.all(), key=lambda row: (kept is None or row.pk != kept.pk, row.pk))
    with _mirroring():
        for row, terms in zip_longest(rows, wanted):
            if terms is None:
                row.delete()
            elif row is None or _terms(row) != terms:
                _write(row or PageViewRestriction(page=page), terms)


def _terms(row: PageViewRestriction) -> RestrictionTerms:
    return RestrictionTerms(row.restriction_type, row.password, frozenset(row.groups.values_list("pk", flat=True)))


def _write(row: PageViewRestriction, terms: RestrictionTerms) -> None:
    row.restriction_type = terms.restriction_type
    row.password = terms.password
    row.save()
    row.groups.set(terms.group_ids)


@contextmanager
def _mirroring() -> Iterator[None]:
    token = _is_mirroring.set(True)
    try:
        yield
    finally:
        _is_mirroring.reset(token)
