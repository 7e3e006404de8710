"""A small site in three languages for tests, with or without what migrations have made."""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import uuid4

from django.contrib.auth.models import Group
from wagtail.models import Collection, Locale, Page, PageViewRestriction, Site

from pages.models import ArticlePage, CourseIndexPage, CoursePage, HomePage

PageT = TypeVar("PageT", bound=Page)
LANGUAGES = ("pl", "lt", "en")


def make_homes() -> dict[str, HomePage]:
    """Return the home page of each language; a flushed database gets its roots first."""
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code in LANGUAGES}
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root", locale=locales["pl"])
    homes = {home.locale.language_code: home for home in HomePage.objects.select_related("locale")}
    key = homes["pl"].translation_key if "pl" in homes else uuid4()
    for code in LANGUAGES:
        if code not in homes:
            home = HomePage(title=f"Home {code}", slug=f"home-{code}", locale=locales[code], translation_key=key)
            homes[code] = root.add_child(instance=home)
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "port": 80, "root_page": homes["pl"]}
    )
    for welcome in root.get_children().not_type(HomePage):
        welcome.delete()
    Site.clear_site_root_paths_cache()
    return homes


def make_page(model: type[PageT], parent: Page, title: str, **fields: Any) -> PageT:
    """Return a new live page."""
    page = model(title=title, locale=parent.locale, **fields)
    # A parent that was fetched before its last child was made would give the new page a path that is taken.
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    return page


def make_article(parent: Page, title: str, **fields: Any) -> ArticlePage:
    """Return a new live article."""
    return make_page(ArticlePage, parent, title, **fields)


def make_course(home: HomePage, title: str = "Spawanie TIG", **fields: Any) -> CoursePage:
    """Return a new live course under the course list of its language."""
    index = CourseIndexPage.objects.child_of(home).first() or make_page(CourseIndexPage, home, "Kursy")
    return make_page(CoursePage, index, title, **fields)


def translate(page: PageT, parent: Page, title: str) -> PageT:
    """Return a live translation of a page under a parent in the other language."""
    copy = type(page)(title=title, locale=parent.locale, translation_key=page.translation_key)
    Page.objects.get(pk=parent.pk).add_child(instance=copy)
    return copy


def restrict_page(page: Page, *groups: Group, password: str = "") -> PageViewRestriction:
    """Close a page and what is beneath it to all but the groups, or all who have not logged in."""
    kind = PageViewRestriction.LOGIN
    if groups:
        kind = PageViewRestriction.GROUPS
    if password:
        kind = PageViewRestriction.PASSWORD
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind, password=password)
    restriction.groups.set(groups)
    return restriction


def publish(page: Page, **changes: Any) -> None:
    """Change fields of a page and publish it as an editor does."""
    page = Page.objects.get(pk=page.pk).specific
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()
