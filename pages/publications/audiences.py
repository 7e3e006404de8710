"""From Wagtail's view restrictions to audiences, and from a reader to the audiences he belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, Group
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func, Subquery, TextField
from django.db.models.sql.compiler import SQLCompiler
from wagtail.models import (
    BaseViewRestriction,
    Collection,
    CollectionViewRestriction,
    Page,
    PageViewRestriction,
)

from pages.publications.audience_keys import (
    LOGIN_AUDIENCE,
    PUBLIC_AUDIENCE,
    PUBLIC_AUDIENCE_ID,
    AudienceKey,
    audience_id,
    audiences_admitting,
    group_audience,
)
from pages.publications.models import Audience

Reader = AbstractBaseUser | AnonymousUser


@dataclass(frozen=True)
class Restriction:
    """A restricted subtree; the audience is None behind a password, which no publication carries."""

    path: str
    audience: AudienceKey | None


@dataclass(frozen=True)
class Restrictions:
    """All restrictions of the page tree or of the collection tree at one moment."""

    restrictions: Sequence[Restriction]

    def audience_of(self, path: str) -> AudienceKey | None:
        """Return who may read what lies at a path, or None if it is behind a password."""
        audience = PUBLIC_AUDIENCE
        for restriction in self.restrictions:
            if path.startswith(restriction.path):
                if restriction.audience is None:
                    return None
                audience &= restriction.audience
        return audience


def page_restrictions() -> Restrictions:
    """Return the restrictions of the page tree.

    As in Wagtail's ``Page.get_view_restrictions``, an alias has the restrictions of its source and none of its own.
    """
    rows = PageViewRestriction.objects.select_related("page").prefetch_related("groups")
    by_page: dict[int, list[BaseViewRestriction]] = {}
    found: list[Restriction] = []
    for row in rows:
        by_page.setdefault(row.page_id, []).append(row)
        if row.page.alias_of_id is None:
            found.append(Restriction(row.page.path, _audience_of_restriction(row)))
    sources = {page_id: page_id for page_id in by_page}
    while sources:
        aliases = Page.objects.filter(alias_of_id__in=sources).values_list("pk", "path", "alias_of_id")
        following: dict[int, int] = {}
        for pk, path, alias_of_id in aliases:
            original = sources[alias_of_id]
            following[pk] = original
            found.extend(Restriction(path, _audience_of_restriction(row)) for row in by_page[original])
        sources = following
    return Restrictions(found)


def collection_restrictions() -> Restrictions:
    """Return the restrictions of the collection tree."""
    rows = CollectionViewRestriction.objects.select_related("collection").prefetch_related("groups")
    return Restrictions([Restriction(row.collection.path, _audience_of_restriction(row)) for row in rows])


def collection_audience(collection: Collection) -> AudienceKey | None:
    """Return who may read the files of a collection, or None if it is behind a password."""
    rows = collection.get_view_restrictions().prefetch_related("groups")
    return Restrictions([Restriction("", _audience_of_restriction(row)) for row in rows]).audience_of("")


def page_audience(page: Page) -> AudienceKey | None:
    """Return who may read a page, or None if it is behind a password."""
    rows = page.get_view_restrictions().prefetch_related("groups")
    return Restrictions([Restriction("", _audience_of_restriction(row)) for row in rows]).audience_of("")


def intern(keys: Iterable[AudienceKey]) -> None:
    """Store the audiences that are not yet known."""
    texts = {audience_id(text): text for text in map(str, keys)}
    if not texts:
        return
    known = set(Audience.objects.filter(pk__in=texts).values_list("pk", flat=True))
    missing = [Audience(id=pk, key=text) for pk, text in sorted(texts.items()) if pk not in known]
    if missing:
        Audience.objects.bulk_create(missing, ignore_conflicts=True)


def admits(audience: AudienceKey, user: Reader) -> bool:
    """Say whether a reader belongs to an audience."""
    if audience == PUBLIC_AUDIENCE or _is_superuser(user):
        return True
    return user.is_authenticated and user.is_active and audience.admits(_group_ids(user))


def audiences_for(user: Reader) -> frozenset[int]:
    """Return the ids of the audiences a reader belongs to; the anonymous reader's without a query."""
    if not (user.is_authenticated and user.is_active):
        return frozenset({PUBLIC_AUDIENCE_ID})
    if _is_superuser(user):
        return frozenset({PUBLIC_AUDIENCE_ID, *Audience.objects.values_list("pk", flat=True)})
    return audiences_admitting(True, _group_ids(user), Audience.objects.values_list("key", flat=True))


def all_keys() -> Subquery:
    """Return the keys of all audiences as one value of another query, with `split_keys` to read it.

    So a reader is found together with the audiences there are, in one query, and never with those of a moment ago.
    """
    return Subquery(Audience.objects.order_by().values_list(_Joined("key")))


def split_keys(joined: str | None) -> list[str]:
    """Return the keys in a value of `all_keys`."""
    return (joined or "").split()


class _Joined(Func):
    """All values of a column in one text, with spaces between them.

    No `Aggregate`: then Django would group by the primary key, and the text would hold one value.
    """

    function = "STRING_AGG"
    template = "%(function)s(%(expressions)s, ' ')"
    output_field = TextField()

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, function="GROUP_CONCAT", **extra)


def _audience_of_restriction(restriction: BaseViewRestriction) -> AudienceKey | None:
    if restriction.restriction_type == BaseViewRestriction.PASSWORD:
        return None
    if restriction.restriction_type == BaseViewRestriction.LOGIN:
        return LOGIN_AUDIENCE
    if restriction.restriction_type == BaseViewRestriction.GROUPS:
        return group_audience(group.pk for group in restriction.groups.all())
    return PUBLIC_AUDIENCE


def _is_superuser(user: Reader) -> bool:
    return user.is_active and bool(getattr(user, "is_superuser", False))


def _group_ids(user: Reader) -> frozenset[int]:
    return frozenset(Group.objects.filter(user=user.pk).values_list("pk", flat=True))
