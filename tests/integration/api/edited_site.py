"""The part of a site that some editors work on, and their choices of what to work on next."""

from __future__ import annotations

from random import Random
from typing import Any, TypeVar

from django.contrib.auth.models import Group
from django.db.models import Model
from wagtail.models import Collection, Page, Site

from media_library.models import Document, Image, MediaItem
from pages.models import ArticlePage, Specialisation

FILE_MODELS: tuple[type[Image | Document | MediaItem], ...] = (Image, Document, MediaItem)
COLLECTIONS = ("Zbiór 0", "Zbiór 1")
GROUPS = ("A", "B", "C")
ModelT = TypeVar("ModelT", bound=Model)


class EditedSite:
    """Pages below one section in each language; groups, collections and files are everybody's."""

    def __init__(self, random: Random, sections: dict[str, Page], name: str = "") -> None:
        self.random = random
        self.sections = sections
        self.name = name
        self.count = 0

    def title(self) -> str:
        """Return a title that no other editor gives."""
        return f"Strona {self.name}{self.count} {self.random.randrange(100)}"

    def slug(self, word: str) -> str:
        """Return a slug that no other page has."""
        return f"{word}-{self.name}{self.count}-{self.random.randrange(10**6)}"

    def some_pages(self, **wanted: Any) -> list[ArticlePage]:
        """Return a page, if there is any; it is no alias unless one is wanted."""
        pages = ArticlePage.objects.filter(**(wanted or {"alias_of": None})).order_by("pk")
        return self._one([page for page in pages if self._is_ours(page)])

    def some_files(self) -> list[Any]:
        """Return an image, document or media item, if there is any."""
        return self.some(self.random.choice(FILE_MODELS))

    def some(self, model: type[ModelT], **wanted: Any) -> list[ModelT]:
        """Return an object of a model, if there is any."""
        return self._one(list(model._default_manager.filter(**wanted).order_by("pk")))

    def parent(self) -> Page:
        """Return a page under which another may stand."""
        pages: list[Page] = [*self.some_pages(), self.sections["pl"], self.sections["pl"]]
        return Page.objects.get(pk=self.random.choice(pages).pk)

    def section(self, language_code: str) -> Page:
        """Return the present state of the part in a language."""
        return Page.objects.get(pk=self.sections[language_code].pk)

    def collection(self) -> Collection:
        """Return one of the collections, or the root of all."""
        return self.random.choice([*self.collections(), Collection.get_first_root_node()])

    def collections(self) -> list[Collection]:
        """Return the collections that may be closed."""
        return list(Collection.objects.filter(name__in=COLLECTIONS).order_by("name"))

    def some_groups(self) -> list[Group]:
        """Return none, one or two groups."""
        groups = list(Group.objects.filter(name__in=GROUPS).order_by("name"))
        return self.random.sample(groups, self.random.randrange(3))

    def is_chosen(self, chance: float) -> bool:
        """Say whether to do something that is done with a chance."""
        return self.random.random() < chance

    def _one(self, found: list[ModelT]) -> list[ModelT]:
        return [self.random.choice(found)] if found else []

    def _is_ours(self, page: Page) -> bool:
        return any(page.path.startswith(section.path) and page.pk != section.pk for section in self.sections.values())


def make_common_matter() -> None:
    """Make what all editors share."""
    for name in GROUPS:
        Group.objects.get_or_create(name=name)
    for name in COLLECTIONS:
        Collection.get_first_root_node().add_child(name=name)
    locale = Site.objects.select_related("root_page__locale").get(is_default_site=True).root_page.locale
    for number in range(2):
        Specialisation.objects.get_or_create(
            code=f"dzial-{number}", locale=locale, defaults={"name": f"Dział {number}"}
        )
