"""Each endpoint of the translation editor asks for the permissions on the page that it changes."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import OverridableSegment, StringSegment, StringTranslation, Translation

from pages.models import ArticlePage, HomePage, Specialisation
from tests.factories.accounts import log_in
from tests.factories.media import make_image
from tests.factories.site_tree import make_article, publish
from tests.integration.publications.reading import body_of, publication_of
from tests.integration.translation.admin_acts import (
    locale,
    messages_of,
    publish_in_editor,
    submit,
    translation_into,
    was_denied,
    write_text,
    write_texts,
)

Homes = dict[str, HomePage]


@pytest.fixture
def translation(homes: Homes) -> Translation:
    """A Lithuanian translation of a Polish article with a picture."""
    source = make_article(homes["pl"], "O nas", image=make_image())
    submit(log_in("Moderators", username="submitter"), source, "lt")
    return translation_into(source, "lt")


@pytest.fixture
def outsider(homes: Homes) -> Client:
    """The browser of an editor who has nothing to do with Lithuanian pages."""
    return log_in("English editors")


def test_the_pages_of_a_translator_open(homes: Homes, translation: Translation) -> None:
    translator = log_in("Translators", language_code="lt")
    source, target = translation.source.get_source_instance(), translation.get_target_instance()
    for name, pk in (
        ("wagtailadmin_pages:edit", target.pk),
        ("wagtailadmin_pages:edit", source.pk),
        ("wagtailadmin_explore", homes["lt"].pk),
        ("wagtail_localize:submit_page_translation", source.pk),
        ("wagtail_localize:update_translations", translation.source.pk),
        ("wagtail_localize:preview_translation", translation.pk),
    ):
        assert translator.get(reverse(name, args=[pk])).status_code == 200, name


def refused(browser: Client, translation: Translation, name: str, method: str = "post") -> bool:
    url = reverse(f"wagtail_localize:{name}", args=[translation.pk])
    return was_denied(getattr(browser, method)(url, {}))


def test_texts_are_written_by_those_who_may_edit_the_target(translation: Translation, outsider: Client) -> None:
    segment = StringSegment.objects.filter(source=translation.source).first()
    assert segment is not None
    response = write_text(outsider, translation, segment, "Apie mus")
    assert response.status_code == 403
    assert "may not change" in response.json()["detail"]
    assert write_text(log_in("Lithuanian editors"), translation, segment, "Apie mus").status_code == 201


def test_a_page_locked_by_another_is_left_alone(translation: Translation) -> None:
    moderator, translator = log_in("Moderators"), log_in("Translators")
    target = translation.get_target_instance()
    moderator.post(reverse("wagtailadmin_pages:lock", args=[target.pk]), {})
    segment = StringSegment.objects.filter(source=translation.source).first()
    assert segment is not None
    assert write_text(translator, translation, segment, "Apie mus").status_code == 403
    assert refused(translator, translation, "stop_translation")
    assert "locked" in messages_of(publish_in_editor(log_in("Moderators", username="other"), target))
    assert not StringTranslation.objects.filter(
        locale=target.locale, context__object_id=target.translation_key
    ).exists()


def test_pictures_are_exchanged_by_those_who_may_edit_the_target(translation: Translation, outsider: Client) -> None:
    segment = OverridableSegment.objects.filter(source=translation.source).first()
    assert segment is not None
    url = reverse("wagtail_localize:edit_override", args=[translation.pk, segment.pk])
    assert outsider.delete(url).status_code == 403
    assert outsider.put(url, {}, content_type="application/json").status_code == 403


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("download_pofile", "get"),
        ("upload_pofile", "post"),
        ("machine_translate", "post"),
        ("preview_translation", "get"),
        ("stop_translation", "post"),
    ],
)
def test_an_outsider_is_refused(translation: Translation, outsider: Client, name: str, method: str) -> None:
    assert refused(outsider, translation, name, method)
    assert Translation.objects.get(pk=translation.pk).enabled


def test_an_outsider_is_not_told_who_may_read_a_page(translation: Translation, outsider: Client) -> None:
    target = translation.get_target_instance()
    assert was_denied(outsider.get(reverse("wagtailadmin_pages:set_privacy", args=[target.pk])))


def test_a_catalogue_goes_out_and_comes_back(translation: Translation) -> None:
    browser = log_in("Lithuanian editors")
    catalogue = browser.get(reverse("wagtail_localize:download_pofile", args=[translation.pk])).content.decode()
    done = catalogue.replace('msgid "O nas"\nmsgstr ""', 'msgid "O nas"\nmsgstr "Apie mus"')
    file = SimpleUploadedFile("texts.po", done.encode())
    browser.post(reverse("wagtail_localize:upload_pofile", args=[translation.pk]), {"file": file})
    assert StringTranslation.objects.filter(data="Apie mus", locale=translation.target_locale).exists()


@pytest.mark.parametrize(
    "content", [None, b"no catalogue", b'msgid ""\nmsgstr ""\n\nmsgid "O nas"\nmsgstr "Apie mus"\n']
)
def test_a_file_that_is_no_catalogue_of_this_page_is_explained(translation: Translation, content: bytes | None) -> None:
    browser = log_in("Lithuanian editors")
    data = {} if content is None else {"file": SimpleUploadedFile("texts.po", content)}
    response = browser.post(reverse("wagtail_localize:upload_pofile", args=[translation.pk]), data)
    assert response.status_code == 302
    assert "PO file" in messages_of(response)
    assert not StringTranslation.objects.filter(data="Apie mus").exists()


@pytest.mark.parametrize("name", ["stop_translation", "upload_pofile"])
def test_nothing_is_changed_by_a_link(translation: Translation, name: str) -> None:
    url = reverse(f"wagtail_localize:{name}", args=[translation.pk])
    assert log_in("Moderators").get(url).status_code == 405


def test_replacing_a_page_by_an_alias_is_for_those_who_may_publish_it(translation: Translation) -> None:
    moderator, translator = log_in("Moderators"), log_in("Translators")
    source = translation.source.get_source_instance()
    write_texts(moderator, source, "lt")
    target = translation.get_target_instance()
    publish_in_editor(moderator, target)
    url = reverse("wagtail_localize:convert_to_alias", args=[target.pk])
    assert was_denied(translator.post(url, {}))
    assert was_denied(translator.get(url))
    assert moderator.get(url).status_code == 200
    assert body_of(target)["title"] == "O nas-lt"
    moderator.post(url, {})
    assert body_of(target)["title"] == "O nas"
    assert not any(Page.find_problems())


def test_snippets_are_listed_for_those_who_have_to_do_with_them(homes: Homes) -> None:
    Specialisation.objects.create(name="Spawanie", code="tig", locale=locale("pl"))
    url = reverse("wagtail_localize:snippets_api_listing", args=["pages", "specialisation"])
    menus = reverse("wagtail_localize:snippets_api_listing", args=["pages", "menu"])
    translator = log_in("Translators")
    assert translator.get(url).status_code == 200
    assert translator.get(menus).status_code == 403


def test_the_report_shows_what_its_reader_works_on(homes: Homes, translation: Translation) -> None:
    source = translation.source.get_source_instance()
    url = reverse("wagtail_localize:translations_report")
    for names, is_shown in ((["Lithuanian editors"], True), (["Polish editors"], True), (["English editors"], False)):
        content = log_in(*names, username=f"reader-{names[0]}").get(url).content.decode()
        assert (source.title in content) is is_shown, names


def test_texts_outlive_the_pages_that_had_them(homes: Homes, article: ArticlePage) -> None:
    moderator = log_in("Moderators")
    submit(moderator, article, "lt")
    write_texts(moderator, article, "lt")
    target = article.get_translation(locale("lt"))
    moderator.post(reverse("wagtailadmin_pages:delete", args=[target.pk]), {})
    kept = StringTranslation.objects.filter(locale=locale("lt"), context__object_id=article.translation_key)
    assert kept.count() == 3
    submit(moderator, article, "lt")
    again = article.get_translation(locale("lt"))
    assert again.title == "O nas-lt"
    publish_in_editor(moderator, again)
    assert publication_of(again) is not None


def test_an_update_of_the_source_changes_no_translation(homes: Homes, article: ArticlePage) -> None:
    moderator = log_in("Moderators")
    submit(moderator, article, "lt")
    write_texts(moderator, article, "lt")
    target = article.get_translation(locale("lt"))
    publish_in_editor(moderator, target)
    publish(article, summary="Nowy opis")
    assert body_of(target)["summary"] == "Kim jesteśmy-lt"
