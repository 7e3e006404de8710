"""Random acts of editors, some of which change what an outsider may read."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from django.contrib.auth.models import Group
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from media_library.models import Document, Image, MediaItem
from pages.models import ArticlePage, HomePage
from tests.factories.media import make_collection, make_document, make_image, make_media_item, restrict
from tests.factories.site_tree import make_article, publish, restrict_page, translate

FILE_MODELS: tuple[type[Image | Document | MediaItem], ...] = (Image, Document, MediaItem)


class Editors:
    """Does one act after another; the same seed does the same acts."""

    def __init__(self, random: Random, homes: dict[str, HomePage]) -> None:
        self.random = random
        self.homes = homes
        self.groups = [Group.objects.get_or_create(name=name)[0] for name in ("A", "B")]
        self.collections = [make_collection(f"Zbiór {number}") for number in range(2)]
        self.count = 0
        # The more often an act stands here, the more often it is done.
        self.acts: list[Callable[[], object]] = [
            self.create, self.create, self.create, self.edit, self.edit, self.edit, self.save_draft, self.unpublish,
            self.delete, self.move, self.reslug, self.translate, self.alias, self.link, self.restrict_page,
            self.lift_from_page, self.lift_from_page, self.add_file, self.add_file, self.edit_file, self.delete_file,
            self.move_file, self.restrict_collection, self.lift_from_collection, self.change_group, self.copy,
        ]  # fmt: skip

    def act(self) -> str:
        """Do something, and say what."""
        self.count += 1
        act = self.random.choice(self.acts)
        act()
        return act.__name__

    def create(self) -> None:
        make_article(self.parent(), self.title(), live=self.random.random() < 0.8)

    def edit(self) -> None:
        for page in self.some_pages():
            publish(page, title=self.title(), summary=f"Opis {self.count}")

    def save_draft(self) -> None:
        for page in self.some_pages():
            page.title = self.title()
            page.save_revision()

    def unpublish(self) -> None:
        for page in self.some_pages():
            page.unpublish()

    def delete(self) -> None:
        for page in self.some_pages():
            page.delete()

    def move(self) -> None:
        for page in self.some_pages():
            target = self.parent()
            if target.pk != page.pk and not target.is_descendant_of(page):
                page.slug = f"przeniesiona-{self.count}"
                page.save()
                page.move(Page.objects.get(pk=target.pk), pos="last-child")

    def reslug(self) -> None:
        for page in self.some_pages():
            page.slug = f"adres-{self.count}"
            page.save()

    def copy(self) -> None:
        for page in self.some_pages():
            page.copy(update_attrs={"slug": f"kopia-{self.count}"}, recursive=self.random.random() < 0.5)

    def translate(self) -> None:
        for page in self.some_pages():
            if not ArticlePage.objects.filter(translation_key=page.translation_key, locale__language_code="lt"):
                translate(page, self.homes["lt"], self.title())

    def alias(self) -> None:
        for page in self.some_pages():
            page.create_alias(parent=Page.objects.get(pk=self.homes["pl"].pk), update_slug=f"alias-{self.count}")

    def link(self) -> None:
        for page in self.some_pages():
            target = self.random.choice(list(ArticlePage.objects.order_by("pk")))
            text = f'<p>Zob. <a linktype="page" id="{target.pk}">stronę</a>.</p>'
            publish(page, body=[("rich_text", text)], image=Image.objects.order_by("pk").last())

    def restrict_page(self) -> None:
        for page in self.some_pages():
            if not page.view_restrictions.exists():
                some_groups = self.random.sample(self.groups, self.random.randrange(3))
                restrict_page(page, *some_groups, password=self.random.choice(["", "", "tajne"]))

    def lift_from_page(self) -> None:
        restriction = PageViewRestriction.objects.order_by("pk").first()
        if restriction:
            restriction.delete()

    def add_file(self) -> None:
        collection = self.collection()
        match self.random.randrange(3):
            case 0:
                make_image(self.title(), collection=collection)
            case 1:
                make_document(self.title(), collection=collection)
            case _:
                make_media_item(self.title(), collection=collection)

    def edit_file(self) -> None:
        for item in self.some_files():
            item.title = self.title()
            item.save()

    def move_file(self) -> None:
        for item in self.some_files():
            item.collection = self.collection()
            item.save()

    def delete_file(self) -> None:
        for item in self.some_files():
            item.delete()

    def restrict_collection(self) -> None:
        collection = self.random.choice(self.collections)
        if not collection.get_view_restrictions().exists():
            restrict(collection, self.random.sample(self.groups, self.random.randrange(3)))

    def lift_from_collection(self) -> None:
        restriction = CollectionViewRestriction.objects.order_by("pk").first()
        if restriction:
            restriction.delete()

    def change_group(self) -> None:
        restriction = PageViewRestriction.objects.filter(restriction_type=PageViewRestriction.GROUPS).first()
        if restriction:
            restriction.groups.set(self.random.sample(self.groups, 1))

    def title(self) -> str:
        return f"Strona {self.count} {self.random.randrange(100)}"

    def some_pages(self) -> list[ArticlePage]:
        """Return a page, if there is any that is no alias."""
        pages = list(ArticlePage.objects.filter(alias_of=None).order_by("pk"))
        return [self.random.choice(pages)] if pages else []

    def some_files(self) -> list[Image | Document | MediaItem]:
        items = list(self.random.choice(FILE_MODELS)._default_manager.order_by("pk"))
        return [self.random.choice(items)] if items else []

    def parent(self) -> Page:
        pages = [*self.some_pages(), self.homes["pl"], self.homes["pl"]]
        return Page.objects.get(pk=self.random.choice(pages).pk)

    def collection(self) -> Collection:
        return self.random.choice([*self.collections, Collection.get_first_root_node()])
