"""What `migrate` alone makes."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page, Site, Workflow, WorkflowPage

from media_library.models import TextTrack
from pages.editors.groups import EDITORS_BY_LANGUAGE, MODERATORS, PARTICIPANTS, TRANSLATORS, participants_collection
from pages.editors.new_site import is_new, set_up_new_site
from pages.models import HomePage, Menu, Partner, SiteTexts, Specialisation
from pages.publications.audience_keys import group_audience
from pages.publications.audiences import collection_audience
from pages.publications.models import Publication
from pages.terms.models import Term
from pages.translation.completeness import translation_of, untranslated_count
from tests.factories.accounts import log_in

pytestmark = pytest.mark.django_db


def home(language_code: str) -> HomePage:
    found: HomePage = HomePage.objects.get(locale__language_code=language_code)
    return found


def test_there_is_a_published_home_page_in_each_language() -> None:
    homes = {page.locale.language_code: page for page in HomePage.objects.select_related("locale")}
    assert {code: page.slug for code, page in homes.items()} == {"pl": "home", "lt": "home-lt", "en": "home-en"}
    assert len({page.translation_key for page in homes.values()}) == 1
    assert all(page.live and not page.has_unpublished_changes for page in homes.values())
    published = Publication.objects.filter(kind="page", deleted=False)
    assert {row.object_id for row in published} == {page.pk for page in homes.values()}
    assert [str(code) for code in Locale.objects.order_by("pk").values_list("language_code", flat=True)] == [
        "pl",
        "lt",
        "en",
    ]


def test_the_site_starts_at_the_polish_home_page() -> None:
    assert Site.objects.get().root_page_id == home("pl").pk
    assert set(Page.objects.filter(depth=2)) == {Page.objects.get(pk=page.pk) for page in HomePage.objects.all()}
    assert not any(Page.find_problems())


def test_visitors_find_each_home_page(client: Client) -> None:
    assert [client.get(f"/{code}/").status_code for code in ("pl", "lt", "en")] == [200, 200, 200]


def test_the_other_home_pages_are_translations_of_the_polish_one() -> None:
    for code in ("lt", "en"):
        translation = translation_of(home(code))
        assert translation is not None
        assert translation.source.locale.language_code == "pl"
        assert untranslated_count(translation) == 0


def test_setting_up_again_changes_nothing() -> None:
    group = Group.objects.get(name=TRANSLATORS)
    group.permissions.clear()
    before = list(Page.objects.order_by("pk").values())
    set_up_new_site()
    assert not is_new()
    assert list(Page.objects.order_by("pk").values()) == before
    assert not group.permissions.exists()


def test_groups_have_stable_names() -> None:
    assert set(Group.objects.values_list("name", flat=True)) == {
        *EDITORS_BY_LANGUAGE.values(),
        TRANSLATORS,
        MODERATORS,
        PARTICIPANTS,
    }


def test_editors_edit_their_language_and_do_not_publish() -> None:
    browser = log_in("Polish editors")
    assert browser.get(reverse("wagtailadmin_pages:edit", args=[home("pl").pk])).status_code == 200
    assert browser.get(reverse("wagtailadmin_pages:edit", args=[home("lt").pk])).status_code == 302
    page = home("pl")
    form = {
        "title": "O centrum",
        "slug": "o-centrum",
        "summary": "",
        "body-count": "0",
        "action-publish": "1",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }
    browser.post(reverse("wagtailadmin_pages:add", args=["pages", "articlepage", page.pk]), form)
    made = Page.objects.child_of(page).get()
    assert (made.title, made.live) == ("O centrum", False)


def test_what_an_editor_submits_a_moderator_publishes() -> None:
    editor, moderator = log_in("Lithuanian editors"), log_in(MODERATORS)
    form = {
        "title": "Apie mus",
        "slug": "apie-mus",
        "summary": "",
        "body-count": "0",
        "action-submit": "1",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }
    editor.post(reverse("wagtailadmin_pages:add", args=["pages", "articlepage", home("lt").pk]), form)
    page = Page.objects.child_of(home("lt")).get()
    state = page.current_workflow_state
    assert state is not None
    task_state = state.current_task_state
    assert task_state is not None
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task_state.pk])
    editor.post(url, {"comment": ""})
    page.refresh_from_db()
    assert not page.live
    moderator.post(url, {"comment": ""})
    page.refresh_from_db()
    assert page.live


def test_one_workflow_holds_for_the_whole_site() -> None:
    assert Workflow.objects.get().name == "Moderation"
    assert set(WorkflowPage.objects.values_list("page_id", flat=True)) == set(
        HomePage.objects.values_list("pk", flat=True)
    )


@pytest.mark.parametrize("model", [Specialisation, Partner, Term, SiteTexts, Menu])
@pytest.mark.parametrize("group_name", EDITORS_BY_LANGUAGE.values())
def test_editors_keep_what_belongs_to_the_site(model: type, group_name: str) -> None:
    browser = log_in(group_name)
    name = f"wagtailsnippets_{model._meta.app_label}_{model._meta.model_name}"  # type: ignore[attr-defined]
    assert browser.get(reverse(f"{name}:list")).status_code == 200
    assert browser.get(reverse(f"{name}:add")).status_code == 200


def test_editors_keep_captions_and_files() -> None:
    browser = log_in("English editors")
    for name in ("text_tracks:index", "text_tracks:add", "wagtailimages:add", "wagtaildocs:add", "wagtailmedia:index"):
        assert browser.get(reverse(name)).status_code == 200, name
    assert TextTrack.objects.count() == 0


def test_participants_have_no_admin_but_files_of_their_own() -> None:
    browser = log_in(PARTICIPANTS)
    response = browser.get(reverse("wagtailadmin_home"))
    assert response.status_code == 302
    assert "login" in response["Location"]
    participants = Group.objects.get(name=PARTICIPANTS)
    assert collection_audience(participants_collection()) == group_audience([participants.pk])
