"""Submitting pages and snippets for translation."""

import pytest
from wagtail.models import Page

from pages.models import ArticlePage, HomePage, Specialisation
from pages.translation.submission import DraftTranslationCreator, submit_for_translation
from tests.factories.accounts import log_in
from tests.factories.site_tree import make_article, make_course, publish
from tests.integration.publications.reading import body_of, publication_of
from tests.integration.translation.admin_acts import (
    locale,
    publish_in_editor,
    submit,
    submit_snippet,
    sync,
    was_denied,
    write_texts,
)

Homes = dict[str, HomePage]


def test_a_translation_starts_as_a_draft(article: ArticlePage) -> None:
    browser = log_in("Translators")
    response = submit(browser, article, "lt")
    target = article.get_translation(locale("lt"))
    assert response["Location"].endswith(f"/pages/{target.pk}/edit/")
    assert not target.live
    assert publication_of(target) is None


def test_a_translated_and_published_page_is_published_for_readers(article: ArticlePage) -> None:
    translator, moderator = log_in("Translators"), log_in("Moderators")
    submit(translator, article, "lt")
    assert {response.status_code for response in write_texts(translator, article, "lt")} <= {200, 201}
    target = article.get_translation(locale("lt"))
    publish_in_editor(moderator, target)
    target.refresh_from_db()
    assert target.live
    assert body_of(target)["title"] == "O nas-lt"
    assert [row["locale"] for row in body_of(article)["meta"]["translations"]] == ["lt"]


def test_the_tree_is_sound_after_a_subtree_translation(homes: Homes) -> None:
    section = make_article(homes["pl"], "Sekcja")
    middle = make_article(section, "Środek")
    below = [make_article(middle, f"Strona {number}") for number in range(3)]
    moderator = log_in("Moderators")
    submit(moderator, section, "lt", "en", subtree=True)
    assert not any(Page.find_problems())
    for page in (section, middle, *below):
        write_texts(moderator, page, "lt")
    # Children first: their parents are published with the number of children that they have now.
    for page in (*below, middle, section):
        publish_in_editor(moderator, page.get_translation(locale("lt")))
    assert not any(Page.find_problems())
    lithuanian = Page.objects.get(pk=section.get_translation(locale("lt")).pk)
    assert [child.title for child in lithuanian.get_children().live()] == ["Środek-lt"]
    assert lithuanian.get_descendants().live().count() == 4


def test_a_revision_read_before_a_child_was_added_keeps_the_tree_sound(article: ArticlePage) -> None:
    revision = Page.objects.get(pk=article.pk).specific.save_revision()
    assert revision.content_object.numchild == 0
    make_article(article, "Nowa")
    revision.publish()
    assert not any(Page.find_problems())
    assert Page.objects.get(pk=article.pk).numchild == 1


def test_missing_parents_are_translated_too_and_stay_drafts(homes: Homes) -> None:
    section = make_article(homes["pl"], "Sekcja")
    below = make_article(section, "Pod")
    submit(log_in("Translators"), below, "lt")
    parent = Page.objects.get(pk=section.get_translation(locale("lt")).pk)
    assert (parent.live, parent.alias_of_id) == (False, None)
    assert below.get_translation(locale("lt")).get_parent().pk == parent.pk


def test_a_subtree_leaves_a_live_translation_as_it_is(homes: Homes) -> None:
    moderator = log_in("Moderators")
    section = make_article(homes["pl"], "Sekcja")
    below = make_article(section, "Pod", summary="Stary opis")
    submit(moderator, section, "lt", subtree=True)
    write_texts(moderator, below, "lt")
    live = below.get_translation(locale("lt"))
    publish_in_editor(moderator, live)
    publish(below, summary="Nowy opis")
    sync(moderator, below)
    # The section once more, as after its translation was deleted: the page beneath has one already.
    make_article(section, "Druga")
    DraftTranslationCreator(None, [locale("lt")]).create_translations(below)
    submit_for_translation(section, [locale("lt")], user=None, include_subtree=True)
    live.refresh_from_db()
    assert live.summary == "Stary opis-lt"
    assert body_of(live)["summary"] == "Stary opis-lt"


def test_a_live_alias_becomes_a_draft_when_it_is_to_be_translated(article: ArticlePage) -> None:
    alias = article.copy_for_translation(locale("lt"), alias=True)
    assert publication_of(alias) is not None
    assert submit(log_in("Translators"), article, "lt").status_code == 200
    assert publication_of(alias) is not None
    submit(log_in("Moderators"), article, "lt")
    alias.refresh_from_db()
    assert (alias.alias_of_id, alias.live) == (None, False)
    assert publication_of(alias) is None


def test_an_editor_of_one_language_submits_nothing(article: ArticlePage) -> None:
    polish, lithuanian = log_in("Polish editors"), log_in("Lithuanian editors")
    assert was_denied(submit(polish, article, "lt"))
    assert was_denied(submit(lithuanian, article, "lt"))
    assert article.get_translations().count() == 0


def test_an_editor_of_two_languages_submits_into_his_own_only(article: ArticlePage) -> None:
    browser = log_in("Polish editors", "Lithuanian editors")
    assert submit(browser, article, "lt", "en").status_code == 200
    assert article.get_translations().count() == 0
    submit(browser, article, "lt")
    assert [page.locale.language_code for page in article.get_translations()] == ["lt"]


def test_a_related_page_outside_ones_reach_is_not_translated_along(homes: Homes) -> None:
    specialisation = Specialisation.objects.create(name="Spawanie", code="tig", locale=locale("pl"))
    course = make_course(homes["pl"], specialisation=specialisation)
    submit(log_in("Translators"), course, "lt")
    target = course.get_translation(locale("lt"))
    assert target.specialisation == specialisation.get_translation(locale("lt"))


def test_a_snippet_is_submitted_by_those_who_may_edit_it(homes: Homes) -> None:
    specialisation = Specialisation.objects.create(name="Spawanie", code="tig", locale=locale("pl"))
    reader = log_in("Participants", username="no-editor", is_superuser=False)
    submit_snippet(reader, specialisation, "lt")
    assert specialisation.get_translations().count() == 0
    submit_snippet(log_in("Translators"), specialisation, "lt")
    assert specialisation.get_translations().count() == 1


@pytest.mark.parametrize("publish_too", [False, True])
def test_syncing_asks_for_the_permission_to_edit_the_source(article: ArticlePage, publish_too: bool) -> None:
    submit(log_in("Moderators"), article, "lt")
    assert was_denied(sync(log_in("Lithuanian editors"), article, publish=publish_too))
