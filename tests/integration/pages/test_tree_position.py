"""A page that is saved stays where others have put it meanwhile."""

import pytest
from wagtail.models import Page

from pages.publications.verification import differences
from tests.factories.site_tree import make_article
from tests.integration.conftest import Homes

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_page_moved_while_it_is_edited_keeps_its_new_place(homes: Homes) -> None:
    old, new = make_article(homes["pl"], "Stary dział"), make_article(homes["pl"], "Nowy dział")
    page = make_article(old, "Strona")
    child = make_article(page, "Podstrona")
    edited = type(page).objects.get(pk=page.pk)
    Page.objects.get(pk=page.pk).move(new, pos="last-child")
    edited.title = "Strona po zmianie"
    edited.save()
    saved = Page.objects.get(pk=page.pk)
    assert saved.title == "Strona po zmianie"
    assert saved.get_parent().pk == new.pk
    assert saved.url_path == f"{new.url_path}strona/"
    assert Page.objects.get(pk=child.pk).get_parent().pk == page.pk
    assert list(differences()) == []


def test_page_whose_parent_has_another_address_meanwhile_follows_it(homes: Homes) -> None:
    section = make_article(homes["pl"], "Dział")
    page = make_article(section, "Strona")
    edited = type(page).objects.get(pk=page.pk)
    section.slug = "inny-dzial"
    section.save_revision().publish()
    edited.save()
    assert Page.objects.get(pk=page.pk).url_path.endswith("/inny-dzial/strona/")


def test_first_child_made_while_its_parent_is_edited_is_listed(homes: Homes) -> None:
    page = make_article(homes["pl"], "Strona")
    edited = type(page).objects.get(pk=page.pk)
    child = make_article(Page.objects.get(pk=page.pk), "Podstrona")
    edited.save()
    assert [found.pk for found in Page.objects.get(pk=page.pk).get_children()] == [child.pk]


def test_copy_of_a_page_with_its_children_lists_them(homes: Homes) -> None:
    page = make_article(homes["pl"], "Strona")
    make_article(page, "Podstrona")
    page = type(page).objects.get(pk=page.pk)
    copy = page.copy(recursive=True, update_attrs={"slug": "kopia"})
    alias = page.create_alias(recursive=True, update_slug="alias")
    for made in (copy, alias):
        assert [child.title for child in Page.objects.get(pk=made.pk).get_children()] == ["Podstrona"]
    assert not any(Page.find_problems())
