"""Whether a published text is an original or a translation, and of what kind."""

from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from pages.models import ArticlePage, HomePage
from pages.publications import writer
from pages.publications.marks import Marks
from pages.publications.models import Publication
from pages.publications.verification import differences
from tests.factories.site_tree import make_article, publish, restrict_page
from tests.integration.conftest import Act
from tests.integration.publications.reading import body_of, publication_of

Homes = dict[str, HomePage]


def state_of(page: Page) -> dict[str, Any]:
    state: dict[str, Any] = body_of(page)["meta"]["translation"]
    return state


def row_of(page: Page) -> Publication:
    row = publication_of(page)
    assert row is not None
    return row


@pytest.fixture
def article(homes: Homes, act: Act) -> ArticlePage:
    """A Polish article."""
    with act():
        article = make_article(homes["pl"], "O nas", summary="Kim jesteśmy")
        publish(article)
    return ArticlePage.objects.get(pk=article.pk)


def write_texts(translation: Translation, *, but: int = 0, kind: str = "manual") -> list[StringTranslation]:
    segments = list(StringSegment.objects.filter(source=translation.source).select_related("string").order_by("order"))
    texts = [segment for segment in segments if segment.context.path != "slug"]
    return [
        StringTranslation.objects.create(
            translation_of=segment.string,
            context=segment.context,
            locale=translation.target_locale,
            data=f"{segment.string.data}-lt",
            translation_type=kind,
        )
        for segment in texts[: len(texts) - but]
    ]


def start_translation(article: ArticlePage) -> Translation:
    source, _created = TranslationSource.update_or_create_from_instance(article)
    return Translation.objects.create(source=source, target_locale=Locale.objects.get(language_code="lt"))


def publish_translation(translation: Translation) -> Page:
    """Make the page in the other language from its texts, as the editor of wagtail-localize does."""
    source = translation.source.get_source_instance()
    target = source.get_translation_or_none(translation.target_locale)
    if target is None:
        target = source.copy_for_translation(translation.target_locale, copy_parents=True)
    target.get_latest_revision_as_object().save_revision().publish(skip_permission_checks=True)
    return Page.objects.get(pk=target.pk)


def test_a_page_that_nobody_translates_is_an_original(article: ArticlePage) -> None:
    assert state_of(article) == {
        "state": "original",
        "source_locale": None,
        "share": None,
        "translator": None,
        "outdated_since": None,
    }


@pytest.mark.parametrize(("kind", "translator"), [("manual", "human"), ("machine", "machine")])
def test_a_whole_translation_says_who_made_it(article: ArticlePage, act: Act, kind: str, translator: str) -> None:
    with act():
        translation = start_translation(article)
        write_texts(translation, kind=kind)
        target = publish_translation(translation)
    assert state_of(target) == {
        "state": "translated",
        "source_locale": "pl",
        "share": 1.0,
        "translator": translator,
        "outdated_since": None,
    }
    assert state_of(article)["state"] == "original"


def test_a_text_counts_once_it_is_published(article: ArticlePage, act: Act) -> None:
    with act():
        translation = start_translation(article)
        first = write_texts(translation, but=1)
        target = publish_translation_without_check(translation)
    state = state_of(target)
    assert (state["state"], state["share"]) == ("partial", 0.5)
    before = row_of(target).etag
    with act():
        segments = StringSegment.objects.filter(source=translation.source).exclude(context__path="slug")
        segment = segments.exclude(string=first[0].translation_of).get()
        StringTranslation.objects.create(
            translation_of=segment.string, context=segment.context, locale=translation.target_locale, data="x"
        )
        writer.write(Marks(pages=frozenset({target.pk})))
    assert row_of(target).etag == before
    with act():
        publish_translation(translation)
    assert state_of(target)["share"] == 1.0


def publish_translation_without_check(translation: Translation) -> Page:
    """Publish a part of a translation, as data that was brought over from elsewhere may be."""
    source = translation.source.get_source_instance()
    target = source.copy_for_translation(translation.target_locale, copy_parents=True)
    target.live, target.last_published_at = True, timezone.now()
    target.save()
    return Page.objects.get(pk=target.pk)


def test_a_translation_is_outdated_from_the_next_publish_of_its_source(article: ArticlePage, act: Act) -> None:
    with act():
        translation = start_translation(article)
        write_texts(translation)
        target = publish_translation(translation)
    with act():
        publish(article, summary="Kim naprawdę jesteśmy")
    article.refresh_from_db()
    since = state_of(target)["outdated_since"]
    assert article.last_published_at is not None
    assert since is not None
    assert since[:19] == timezone.localtime(article.last_published_at).isoformat()[:19]
    with act():
        translation.source.update_from_db()
    assert state_of(target)["outdated_since"] is None
    assert state_of(target)["state"] == "partial"


def test_a_hidden_source_is_not_mentioned(article: ArticlePage, act: Act) -> None:
    with act():
        translation = start_translation(article)
        write_texts(translation)
        target = publish_translation(translation)
    with act():
        publish(article, summary="Nowe")
    assert state_of(target)["outdated_since"] is not None
    with act():
        Page.objects.get(pk=article.pk).unpublish()
    state = state_of(target)
    assert (state["source_locale"], state["outdated_since"], state["share"]) == (None, None, None)
    assert (state["state"], state["translator"]) == ("translated", "human")


def test_a_hidden_source_does_not_tell_when_it_changes(article: ArticlePage, act: Act) -> None:
    with act():
        translation = start_translation(article)
        write_texts(translation, kind="machine")
        target = publish_translation(translation)
    with act():
        restrict_page(article)
    with act():
        # A restriction is copied to the translations and lifted with theirs: only SQL parts them.
        copied = PageViewRestriction.objects.filter(page=target)
        copied._raw_delete(copied.db)
        writer.write(Marks(audiences=True))
    assert state_of(target)["source_locale"] is None
    before = row_of(target)
    with act():
        publish(article, summary="Zupełnie co innego")
    with act():
        translation.source.update_from_db()
        writer.write(Marks(pages=frozenset({target.pk})))
    after = row_of(target)
    assert (after.etag, after.sequence) == (before.etag, before.sequence)


def test_an_alias_in_its_own_language_is_what_its_source_is(article: ArticlePage, homes: Homes, act: Act) -> None:
    with act():
        alias = article.create_alias(parent=Page.objects.get(pk=homes["pl"].pk), update_slug="o-nas-2")
    assert state_of(alias) == state_of(article)


def test_an_alias_of_a_translation_follows_what_that_tells_of_its_source(
    article: ArticlePage, homes: Homes, act: Act
) -> None:
    with act():
        translation = start_translation(article)
        write_texts(translation)
        target = publish_translation(translation)
    with act():
        alias = target.create_alias(parent=Page.objects.get(pk=homes["lt"].pk), update_slug="apie-mus-2")
        again = alias.create_alias(parent=Page.objects.get(pk=homes["lt"].pk), update_slug="apie-mus-3")
    assert state_of(again)["source_locale"] == "pl"
    with act():
        publish(article, summary="Kim jesteśmy dzisiaj")
    assert state_of(again) == state_of(alias) == state_of(target)
    with act():
        Page.objects.get(pk=article.pk).unpublish()
    assert [state_of(page)["source_locale"] for page in (target, alias, again)] == [None] * 3
    assert list(differences()) == []


def test_an_alias_is_not_translated_at_all(article: ArticlePage, homes: Homes, act: Act) -> None:
    with act():
        alias = article.create_alias(
            parent=Page.objects.get(pk=homes["en"].pk), update_locale=homes["en"].locale, reset_translation_key=False
        )
    assert (state_of(alias)["state"], state_of(alias)["share"], state_of(alias)["source_locale"]) == (
        "partial",
        0.0,
        "pl",
    )


def test_the_state_is_the_same_whenever_it_is_computed(article: ArticlePage, act: Act) -> None:
    with act():
        translation = start_translation(article)
        texts = write_texts(translation)
        target = publish_translation(translation)
    with act():
        texts[0].data = "inaczej"
        texts[0].save()
    sequence = row_of(target).sequence
    with act():
        writer.write(Marks(pages=frozenset({target.pk, article.pk})))
    assert row_of(target).sequence == sequence
