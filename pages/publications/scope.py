"""For whom a representation is being made, so that it refers only to what all its readers may read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from wagtail.models import Collection, Locale, Page, TranslatableMixin

from pages.publications.audience_keys import PUBLIC_AUDIENCE, AudienceKey
from pages.publications.audiences import Restrictions, collection_restrictions, page_restrictions
from pages.publications.kinds import FileItem, FileKey, kind_of
from pages.publications.resources import Resource, resource_of
from pages.publications.site_roots import SiteRoots, has_address, read_site_roots


@dataclass(frozen=True)
class Surroundings:
    """The facts outside a page that its representation depends on, read once for many pages."""

    pages: Restrictions
    collections: Restrictions
    site_roots: SiteRoots
    collection_paths: dict[int, str] = field(default_factory=dict)
    locales: dict[int, Locale] = field(default_factory=dict)

    def tell_locale(self, obj: TranslatableMixin) -> None:
        """Let an object know its language, which it would ask the database for, as each of many others would."""
        locale = self.all_locales().get(obj.locale_id)
        if locale is not None:
            obj.locale = locale

    def locale_of(self, language_code: str) -> Locale | None:
        """Return a language of the content by its code."""
        found = (locale for locale in self.all_locales().values() if locale.language_code == language_code)
        return next(found, None)

    def all_locales(self) -> Mapping[int, Locale]:
        """Return the languages of the content."""
        if not self.locales:
            self.locales.update(Locale.objects.in_bulk())
        return self.locales

    def page_audience(self, path: str, url_path: str) -> AudienceKey | None:
        """Return who may read a live page at a place, or None if it is behind a password or of no site."""
        return self.pages.audience_of(path) if has_address(url_path, self.site_roots) else None

    def collection_audience(self, collection_id: int) -> AudienceKey | None:
        """Return who may read the files of a collection, or None if it is behind a password."""
        if not self.collection_paths:
            self.collection_paths.update(Collection.objects.values_list("pk", "path"))
        return self.collections.audience_of(self.collection_paths[collection_id])


@dataclass(frozen=True)
class ReaderScope:
    """The audience a representation is made for, and what is noted on the way.

    That is the HTML of its rich texts, and all files that were asked about, whether or not they may be shown.
    """

    audience: AudienceKey
    surroundings: Surroundings
    rich_texts: dict[str, str] = field(default_factory=dict)
    files: set[FileKey] = field(default_factory=set)
    #: What the files are that may be shown.
    resources: set[Resource] = field(default_factory=set)

    def may_show(self, obj: Page | FileItem) -> bool:
        """Say whether all readers of the representation may read the object; a page of no site nobody may."""
        if isinstance(obj, Page):
            self.surroundings.tell_locale(obj)
            return obj.live and self._admits_all(self.surroundings.page_audience(obj.path, obj.url_path))
        self.files.add((kind_of(type(obj)), obj.pk))
        is_readable = self._admits_all(self.surroundings.collection_audience(obj.collection_id))
        resource = resource_of(obj)
        if is_readable and resource:
            self.resources.add(resource)
        return is_readable

    def _admits_all(self, audience: AudienceKey | None) -> bool:
        return audience is not None and self.audience.implies(audience)


_current: ContextVar[ReaderScope | None] = ContextVar("reader_scope", default=None)


def read_surroundings() -> Surroundings:
    """Read the restrictions and site roots as this transaction sees them."""
    return Surroundings(page_restrictions(), collection_restrictions(), read_site_roots())


def current_scope() -> ReaderScope:
    """Return the scope in force; outside of one it is that of the anonymous reader, who may read least."""
    return _current.get() or ReaderScope(PUBLIC_AUDIENCE, read_surroundings())


def may_show(obj: Page | FileItem) -> bool:
    """Say whether all readers of the representation being made may read the object."""
    return current_scope().may_show(obj)


@contextmanager
def reader_scope(audience: AudienceKey, surroundings: Surroundings | None = None) -> Iterator[ReaderScope]:
    """Make representations for an audience."""
    scope = ReaderScope(audience, surroundings or read_surroundings())
    token = _current.set(scope)
    try:
        yield scope
    finally:
        _current.reset(token)
