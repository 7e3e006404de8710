"""No translation goes public with texts in the source language."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation

from pages.models import ArticlePage
from pages.translation.publishing import UntranslatedError
from tests.factories.accounts import log_in
from tests.factories.site_tree import publish
from tests.integration.publications.reading import body_of, publication_of
from tests.integration.translation.admin_acts import (
    locale,
    messages_of,
    publish_in_editor,
    submit,
    sync,
    translation_into,
    was_denied,
    write_text,
    write_texts,
)


@pytest.fixture
def moderator(homes: object) -> Client:
    return log_in("Moderators")


@pytest.fixture
def target(article: ArticlePage, moderator: Client) -> ArticlePage:
    """A draft translation in which nothing is translated yet."""
    submit(moderator, article, "lt")
    found: ArticlePage = article.get_translation(locale("lt"))
    return found


def test_the_editor_refuses_while_texts_are_missing(
    article: ArticlePage, target: ArticlePage, moderator: Client
) -> None:
    write_texts(moderator, article, "lt", but=1)
    response = publish_in_editor(moderator, target)
    assert "1 text is untranslated" in messages_of(response)
    target.refresh_from_db()
    assert not target.live
    assert publication_of(target) is None


def test_the_editor_refuses_texts_with_errors(article: ArticlePage, target: ArticlePage, moderator: Client) -> None:
    write_texts(moderator, article, "lt")
    StringTranslation.objects.filter(locale=target.locale, context__path="summary").update(has_error=True)
    publish_in_editor(moderator, target)
    target.refresh_from_db()
    assert not target.live


def test_a_translator_does_not_publish(article: ArticlePage, target: ArticlePage) -> None:
    translator = log_in("Translators")
    write_texts(translator, article, "lt")
    assert was_denied(publish_in_editor(translator, target))
    target.refresh_from_db()
    assert not target.live


def test_sync_updates_but_does_not_publish_untranslated_text(
    article: ArticlePage, target: ArticlePage, moderator: Client
) -> None:
    write_texts(moderator, article, "lt")
    publish_in_editor(moderator, target)
    publish(article, summary="Nowy opis")
    response = sync(moderator, article, publish=True)
    assert "was not published: 1 text is untranslated" in messages_of(response)
    target.refresh_from_db()
    assert (target.live, target.summary) == (True, "Kim jesteśmy-lt")
    assert body_of(target)["summary"] == "Kim jesteśmy-lt"


def test_sync_publishes_what_is_complete(article: ArticlePage, target: ArticlePage, moderator: Client) -> None:
    write_texts(moderator, article, "lt")
    sync(moderator, article, publish=True)
    target.refresh_from_db()
    assert target.live
    assert body_of(target)["title"] == "O nas-lt"


def test_sync_with_publishing_asks_for_the_permission_on_each_target(article: ArticlePage, target: ArticlePage) -> None:
    translator = log_in("Translators")
    write_texts(translator, article, "lt")
    assert was_denied(sync(translator, article, publish=True))
    target.refresh_from_db()
    assert not target.live
    assert not was_denied(sync(translator, article))


def test_a_bulk_action_refuses(target: ArticlePage, moderator: Client) -> None:
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = moderator.post(f"{url}?id={target.pk}", {})
    assert "untranslated" in messages_of(response)
    target.refresh_from_db()
    assert not target.live


def test_a_bulk_action_refuses_what_lies_beneath(target: ArticlePage, moderator: Client) -> None:
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = moderator.post(f"{url}?id={target.get_parent().pk}", {"include_descendants": "on"})
    assert "untranslated" in messages_of(response)
    target.refresh_from_db()
    assert not target.live


def test_any_other_act_refuses(target: ArticlePage) -> None:
    with pytest.raises(UntranslatedError) as refused:
        target.get_latest_revision().publish()
    assert isinstance(refused.value, PermissionDenied)
    assert not Page.objects.get(pk=target.pk).live


def test_a_stopped_translation_is_a_page_of_its_own(
    article: ArticlePage, target: ArticlePage, moderator: Client
) -> None:
    moderator.post(reverse("wagtail_localize:stop_translation", args=[translation_into(article, "lt").pk]), {})
    publish(target, title="Apie mus")
    assert body_of(target)["title"] == "Apie mus"


def test_an_untranslated_address_is_made_of_the_translated_title(
    article: ArticlePage, target: ArticlePage, moderator: Client
) -> None:
    write_title(moderator, article, "Ąžuolų gatvė")
    publish_in_editor(moderator, target)
    target.refresh_from_db()
    assert (target.live, target.slug) == (True, "azuolu-gatve")


def test_a_corrected_title_changes_the_address_only_before_the_page_is_public(
    article: ArticlePage, target: ArticlePage, moderator: Client
) -> None:
    for title in ("Apie", "Apie mus"):
        write_title(moderator, article, title)
    publish_in_editor(moderator, target)
    write_title(moderator, article, "Apie centrą")
    publish_in_editor(moderator, target)
    target.refresh_from_db()
    assert (target.title, target.slug) == ("Apie centrą", "apie-mus")


def test_an_address_that_was_written_stays(article: ArticlePage, target: ArticlePage, moderator: Client) -> None:
    write_text_at(moderator, article, "slug", "mes")
    write_title(moderator, article, "Apie mus")
    publish_in_editor(moderator, target)
    target.refresh_from_db()
    assert target.slug == "mes"


def write_title(browser: Client, article: ArticlePage, title: str) -> None:
    """Translate the title and the summary, and leave the address alone."""
    write_text_at(browser, article, "title", title)
    write_text_at(browser, article, "summary", "Kas mes esame")


def write_text_at(browser: Client, article: ArticlePage, path: str, text: str) -> None:
    translation = translation_into(article, "lt")
    segment = StringSegment.objects.get(source=translation.source, context__path=path)
    write_text(browser, translation, segment, text)
