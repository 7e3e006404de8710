"""A translation or alias is open to the same readers as its source."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from pages.models import ArticlePage, HomePage
from pages.publications.audience_keys import group_audience
from pages.publications.audiences import page_audience
from tests.factories.accounts import log_in
from tests.factories.site_tree import make_article, restrict_page, translate
from tests.integration.publications.reading import audience_of, publication_of
from tests.integration.translation.admin_acts import locale, messages_of, set_privacy, submit, translation_into

Homes = dict[str, HomePage]


@pytest.fixture
def moderator(homes: Homes) -> Client:
    return log_in("Moderators")


@pytest.fixture
def participants(homes: Homes) -> Group:
    found: Group = Group.objects.get(name="Participants")
    return found


@pytest.fixture
def family(homes: Homes, article: ArticlePage) -> tuple[ArticlePage, ArticlePage, ArticlePage]:
    """A Polish article, its live Lithuanian translation, and its English alias."""
    return (
        article,
        translate(article, homes["lt"], "Apie mus"),
        article.copy_for_translation(locale("en"), alias=True),
    )


def terms_of(page: Page) -> list[tuple[str, str, list[str]]]:
    rows = PageViewRestriction.objects.filter(page=page).order_by("pk")
    return [(row.restriction_type, row.password, sorted(row.groups.values_list("name", flat=True))) for row in rows]


def test_what_is_set_on_the_source_holds_for_all(
    family: tuple[ArticlePage, ...], moderator: Client, participants: Group
) -> None:
    set_privacy(moderator, family[0], "groups", groups=[participants.pk])
    assert [terms_of(page) for page in family] == [[("groups", "", ["Participants"])]] * 3
    assert {audience_of(page) for page in family} == {f"({participants.pk})"}


def test_what_is_changed_on_the_source_is_changed_for_all(
    family: tuple[ArticlePage, ...], moderator: Client, participants: Group
) -> None:
    set_privacy(moderator, family[0], "login")
    assert {audience_of(page) for page in family} == {"login"}
    set_privacy(moderator, family[0], "groups", groups=[participants.pk])
    other = Group.objects.get(name="Translators")
    set_privacy(moderator, family[0], "groups", groups=[participants.pk, other.pk])
    assert {audience_of(page) for page in family} == {str(group_audience([participants.pk, other.pk]))}
    set_privacy(moderator, family[0], "password", password="tajne")
    assert [terms_of(page) for page in family] == [[("password", "tajne", terms_of(family[0])[0][2])]] * 3
    assert not any(publication_of(page) for page in family)


def test_what_is_lifted_from_the_source_is_lifted_from_all(
    family: tuple[ArticlePage, ...], moderator: Client, participants: Group
) -> None:
    set_privacy(moderator, family[0], "groups", groups=[participants.pk])
    set_privacy(moderator, family[0], "none")
    assert not PageViewRestriction.objects.exists()
    assert {audience_of(page) for page in family} == {"public"}


@pytest.mark.parametrize("change", ["add", "remove", "clear", "set"])
def test_groups_are_mirrored_from_either_side(
    family: tuple[ArticlePage, ...], participants: Group, change: str
) -> None:
    other = Group.objects.get(name="Translators")
    restriction = restrict_page(family[0], participants)
    theirs: Any = participants
    if change == "add":
        others: Any = other
        others.pageviewrestriction_set.add(restriction)
    elif change == "remove":
        theirs.pageviewrestriction_set.remove(restriction)
    elif change == "clear":
        theirs.pageviewrestriction_set.clear()
    else:
        restriction.groups.set([other])
    assert len({str(page_audience(page)) for page in family}) == 1
    assert terms_of(family[0]) == terms_of(family[1]) == terms_of(family[2])


def test_all_of_it_is_one_act(family: tuple[ArticlePage, ...], participants: Group) -> None:
    with transaction.atomic():
        restrict_page(family[0], participants)
        assert PageViewRestriction.objects.count() == 3
        transaction.set_rollback(True)
    assert not PageViewRestriction.objects.exists()
    assert {audience_of(page) for page in family} == {"public"}


def test_a_new_translation_is_born_restricted(article: ArticlePage, moderator: Client, participants: Group) -> None:
    set_privacy(moderator, article, "groups", groups=[participants.pk])
    submit(moderator, article, "lt")
    alias = article.copy_for_translation(locale("en"), alias=True)
    lithuanian = article.get_translation(locale("lt"))
    assert terms_of(lithuanian) == terms_of(alias) == [("groups", "", ["Participants"])]
    assert audience_of(alias) == f"({participants.pk})"


def test_a_translation_below_a_restricted_section_has_its_own_restriction_too(
    homes: Homes, article: ArticlePage, moderator: Client, participants: Group
) -> None:
    restrict_page(homes["pl"])
    set_privacy(moderator, article, "groups", groups=[participants.pk])
    submit(moderator, article, "lt")
    article.copy_for_translation(locale("en"), alias=True)
    assert [terms_of(page) for page in article.get_translations()] == [[("groups", "", ["Participants"])]] * 2


def test_an_alias_in_the_same_language_follows_its_source(
    homes: Homes, article: ArticlePage, moderator: Client, participants: Group
) -> None:
    alias = article.create_alias(parent=Page.objects.get(pk=homes["pl"].pk), update_slug="o-nas-2")
    set_privacy(moderator, article, "groups", groups=[participants.pk])
    assert terms_of(alias) == [("groups", "", ["Participants"])]


def test_converting_an_alias_keeps_the_restriction(
    family: tuple[ArticlePage, ...], moderator: Client, participants: Group
) -> None:
    set_privacy(moderator, family[0], "groups", groups=[participants.pk])
    moderator.post(reverse("wagtailadmin_pages:convert_alias", args=[family[2].pk]), {})
    converted = Page.objects.get(pk=family[2].pk)
    assert converted.alias_of_id is None
    assert terms_of(converted) == [("groups", "", ["Participants"])]
    assert audience_of(converted) == f"({participants.pk})"


def test_converting_to_an_alias_and_back_keeps_the_restriction(
    article: ArticlePage, moderator: Client, participants: Group
) -> None:
    submit(moderator, article, "lt")
    target = article.get_translation(locale("lt"))
    set_privacy(moderator, article, "groups", groups=[participants.pk])
    moderator.post(reverse("wagtail_localize:convert_to_alias", args=[target.pk]), {})
    target.refresh_from_db()
    assert target.alias_of_id == article.pk
    assert audience_of(target) == f"({participants.pk})"
    submit(moderator, article, "lt")
    target.refresh_from_db()
    assert target.alias_of_id is None
    assert terms_of(target) == [("groups", "", ["Participants"])]


def test_stopping_and_restarting_a_translation_keeps_the_restriction(
    article: ArticlePage, moderator: Client, participants: Group
) -> None:
    submit(moderator, article, "lt")
    target = article.get_translation(locale("lt"))
    set_privacy(moderator, article, "groups", groups=[participants.pk])
    moderator.post(reverse("wagtail_localize:stop_translation", args=[translation_into(article, "lt").pk]), {})
    moderator.post(reverse("wagtailadmin_pages:edit", args=[target.pk]), {"localize-restart-translation": "1"})
    assert translation_into(article, "lt").enabled
    assert terms_of(target) == [("groups", "", ["Participants"])]


def test_deleting_the_source_leaves_its_translation_restricted(
    family: tuple[ArticlePage, ...], moderator: Client, participants: Group
) -> None:
    set_privacy(moderator, family[0], "groups", groups=[participants.pk])
    moderator.post(reverse("wagtailadmin_pages:delete", args=[family[0].pk]), {})
    assert not Page.objects.filter(pk=family[0].pk).exists()
    assert audience_of(family[1]) == f"({participants.pk})"


def test_a_translation_shows_its_privacy_and_refuses_to_change_it(
    article: ArticlePage, moderator: Client, participants: Group
) -> None:
    submit(moderator, article, "lt")
    target = article.get_translation(locale("lt"))
    set_privacy(moderator, article, "groups", groups=[participants.pk])
    url = reverse("wagtailadmin_pages:set_privacy", args=[target.pk])
    for response in (moderator.get(url), set_privacy(moderator, target, "none")):
        html = json.loads(response.content)["html"]
        assert "This page is a translation" in html
        assert "Participants" in html
        assert reverse("wagtailadmin_pages:edit", args=[article.pk]) in html
        assert "<form" not in html
    assert terms_of(target) == [("groups", "", ["Participants"])]


def test_an_alias_refuses_too(family: tuple[ArticlePage, ...], moderator: Client) -> None:
    response = set_privacy(moderator, family[2], "login")
    assert "This page is an alias" in json.loads(response.content)["html"]
    assert not PageViewRestriction.objects.exists()


def test_the_source_is_restricted_by_those_who_may_publish_it(article: ArticlePage, participants: Group) -> None:
    response = set_privacy(log_in("Polish editors"), article, "login")
    assert response.status_code == 302
    assert messages_of(response)
    assert not PageViewRestriction.objects.exists()
    outsider = Client().get(reverse("wagtailadmin_pages:set_privacy", args=[article.pk]))
    assert "login" in outsider["Location"]


def test_a_page_written_in_lithuanian_is_the_source_of_its_polish_translation(
    homes: Homes, moderator: Client, participants: Group
) -> None:
    lithuanian = make_article(homes["lt"], "Apie mus")
    submit(moderator, lithuanian, "pl")
    polish = lithuanian.get_translation(locale("pl"))
    set_privacy(moderator, lithuanian, "groups", groups=[participants.pk])
    assert terms_of(polish) == [("groups", "", ["Participants"])]
    assert "translation" in json.loads(set_privacy(moderator, polish, "none").content)["html"]
