"""What editors and administrators do with who may read, and where the site is."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.models import Group
from wagtail.models import Collection, CollectionViewRestriction, Locale, Page, PageViewRestriction, Site

from pages.models import HomePage
from tests.factories.media import restrict
from tests.factories.site_tree import restrict_page
from tests.integration.api.edited_site import EditedSite

# Everything is written anew by these, so that they are done now and then.
RARELY = 0.3


class AccessActs:
    """Acts that open and close pages and collections."""

    def __init__(self, site: EditedSite) -> None:
        self.site = site
        self.acts: list[Callable[[], object]] = [
            self.restrict_page, self.restrict_page, self.lift_from_page, self.lift_from_page, self.change_groups,
            self.restrict_collection, self.lift_from_collection, self.delete_group,
        ]  # fmt: skip

    def restrict_page(self) -> None:
        for page in self.site.some_pages():
            if not page.view_restrictions.exists():
                restrict_page(page, *self.site.some_groups(), password=self.site.random.choice(["", "", "tajne"]))

    def lift_from_page(self) -> None:
        for restriction in self.site.some(PageViewRestriction):
            restriction.delete()

    def change_groups(self) -> None:
        """Choose other groups, as the form does; without any nobody may read."""
        for restriction in self.site.some(PageViewRestriction, restriction_type=PageViewRestriction.GROUPS):
            restriction.groups.set(self.site.some_groups())

    def restrict_collection(self) -> None:
        collection = self.site.random.choice(self.site.collections())
        if not collection.get_view_restrictions().exists():
            password = self.site.random.choice(["", "", "tajne"])
            restrict(collection, self.site.some_groups(), password)

    def lift_from_collection(self) -> None:
        for restriction in self.site.some(CollectionViewRestriction):
            restriction.delete()

    def delete_group(self) -> None:
        """Delete a group that keeps no copy, and make another of the name."""
        Group.objects.filter(name="C").delete()
        Group.objects.create(name="C")


class SiteActs:
    """Acts after which any page may have another address or audience."""

    def __init__(self, site: EditedSite) -> None:
        self.site = site
        self.acts: list[Callable[[], object]] = [
            self.move_collection, self.change_host, self.change_root, self.add_locale,
        ]  # fmt: skip

    def move_collection(self) -> None:
        first, second = self.site.collections()
        if first.is_descendant_of(second) or second.is_descendant_of(first):
            target = Collection.get_first_root_node()
            first = max(first, second, key=lambda collection: collection.depth)
        else:
            target = second
        first.move(target, pos="sorted-child")

    def change_host(self) -> None:
        if self.site.is_chosen(RARELY):
            for site in self.site.some(Site, is_default_site=True):
                site.hostname = f"strona-{self.site.count}.example"
                site.save()

    def change_root(self) -> None:
        """Let the site be a part of itself, or whole again; without the part, if it is deleted, there is no site."""
        if self.site.is_chosen(RARELY):
            home = self.site.section("pl")
            site = Site.objects.filter(is_default_site=True).first() or Site(hostname="localhost", is_default_site=True)
            part = Page.objects.child_of(home).filter(live=True).first()
            site.root_page = part if part is not None and site.root_page_id == home.pk else home
            site.save()

    def add_locale(self) -> None:
        """Add a language with a home page, or take it away again."""
        locale, is_new = Locale.objects.get_or_create(language_code="de")
        home = HomePage.objects.filter(locale=locale).first()
        if home is not None:
            home.delete()
            locale.delete()
        elif is_new:
            Page.get_first_root_node().add_child(
                instance=HomePage(title="Zentrum", slug=self.site.slug("de"), locale=locale)
            )
