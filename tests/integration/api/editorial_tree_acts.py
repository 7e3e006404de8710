"""What editors do with the place of a page."""

from __future__ import annotations

from collections.abc import Callable

from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.models import Page

from tests.integration.api.edited_site import EditedSite


class TreeActs:
    """Acts that put pages somewhere, or take them away, with all that is beneath them."""

    def __init__(self, site: EditedSite) -> None:
        self.site = site
        self.acts: list[Callable[[], object]] = [
            self.delete, self.move, self.move, self.reorder, self.reslug, self.copy, self.alias, self.alias,
            self.convert_alias,
        ]  # fmt: skip

    def delete(self) -> None:
        for page in self.site.some_pages():
            page.delete()

    def move(self) -> None:
        for page in self.site.some_pages():
            target = self.site.parent()
            if target.pk != page.pk and not target.is_descendant_of(page):
                page.slug = self.site.slug("przeniesiona")
                page.save()
                page.move(Page.objects.get(pk=target.pk), pos="last-child")

    def reorder(self) -> None:
        for page in self.site.some_pages():
            siblings = list(page.get_siblings(inclusive=False))
            if siblings:
                page.move(self.site.random.choice(siblings), pos=self.site.random.choice(["left", "right"]))

    def reslug(self) -> None:
        for page in self.site.some_pages():
            page.slug = self.site.slug("adres")
            page.save()

    def copy(self) -> None:
        for page in self.site.some_pages():
            page.copy(update_attrs={"slug": self.site.slug("kopia")}, recursive=self.site.is_chosen(0.5))

    def alias(self) -> None:
        for page in self.site.some_pages():
            page.create_alias(parent=self.site.section("pl"), update_slug=self.site.slug("alias"))

    def convert_alias(self) -> None:
        for alias in self.site.some_pages(alias_of__isnull=False):
            ConvertAliasPageAction(alias).execute(skip_permission_checks=True)
