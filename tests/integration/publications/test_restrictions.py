"""Privacy set, changed and lifted moves pages from one audience to another."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import PageViewRestriction

from pages.models import HomePage
from tests.factories.site_tree import make_article, restrict_page
from tests.integration.conftest import Act
from tests.integration.publications.reading import audience_of, publication_of, tombstones_of

Homes = dict[str, HomePage]


def test_restricting_a_section_moves_it_to_another_audience(homes: Homes, act: Act) -> None:
    group = Group.objects.create(name="Uczestnicy")
    with act():
        section = make_article(homes["pl"], "Materiały")
        below = make_article(section, "Ćwiczenia")
    with act():
        restrict_page(section, group)
    assert audience_of(section) == audience_of(below) == f"({group.pk})"
    assert tombstones_of(below) == ["public"]


def test_lifting_a_restriction_makes_public_again(homes: Homes, act: Act) -> None:
    with act():
        section = make_article(homes["pl"], "Materiały")
        restriction = restrict_page(section)
    assert audience_of(section) == "login"
    with act():
        restriction.delete()
    assert audience_of(section) == "public"
    assert tombstones_of(section) == ["login"]


def test_restrictions_on_the_way_down_are_all_needed(homes: Homes, act: Act) -> None:
    first, second, third = (Group.objects.create(name=name) for name in "ABC")
    with act():
        section = make_article(homes["pl"], "Sekcja")
        page = make_article(section, "Strona")
        restrict_page(section, first, second)
        restrict_page(page, third)
    assert audience_of(page) == f"({first.pk}|{second.pk})&({third.pk})"


@pytest.mark.postgresql
def test_a_page_may_be_restricted_to_any_number_of_groups(homes: Homes, act: Act) -> None:
    groups = Group.objects.bulk_create(Group(name=f"Firma {number}") for number in range(400))
    with act():
        article = make_article(homes["pl"], "Materiały")
        restrict_page(article, *groups)
    assert audience_of(article) == f"({'|'.join(str(group.pk) for group in groups)})"


def test_a_page_behind_a_password_is_not_published(homes: Homes, act: Act) -> None:
    with act():
        article = make_article(homes["pl"], "Tajne")
    with act():
        restriction = restrict_page(article, password="tajne")
    assert publication_of(article) is None
    with act():
        PageViewRestriction.objects.filter(pk=restriction.pk).get().delete()
    assert audience_of(article) == "public"


def test_deleting_a_group_changes_who_may_read(homes: Homes, act: Act) -> None:
    kept, deleted = (Group.objects.create(name=name) for name in "AB")
    with act():
        article = make_article(homes["pl"], "Materiały")
        restrict_page(article, kept, deleted)
    with act():
        deleted.delete()
    assert audience_of(article) == f"({kept.pk})"
    with act():
        kept.delete()
    assert audience_of(article) == "()"
