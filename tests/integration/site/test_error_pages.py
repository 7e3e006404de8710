"""Pages of errors and of the account, in the language of the visitor."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation
from django.utils.translation import gettext
from django.views import defaults

from cms.models import User
from tests.factories.site_tree import LANGUAGES, make_article, restrict_page
from tests.integration.conftest import Act, Homes
from tests.integration.site.reading import Elements, language_switch_in


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_missing_page_is_told_in_the_language_of_its_address(homes: Homes, client: Client, language: str) -> None:
    response = client.get(f"/{language}/nie-ma/", headers={"accept-language": "de"})
    html = response.content.decode()
    assert response.status_code == 404
    assert Elements(html).named("html")[0]["lang"] == language
    assert Elements(html).named("meta", name="robots", content="noindex")
    assert Elements(html).named("form", role="search", action=f"/{language}/search/")
    with translation.override(language):
        assert gettext("There is no such page") in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refusal_is_told_in_the_language_of_the_visitor(homes: Homes, rf: RequestFactory, language: str) -> None:
    request = rf.get(f"/{language}/")
    request.user = AnonymousUser()
    with translation.override(language):
        response: HttpResponse = defaults.permission_denied(request, PermissionDenied())
        assert gettext("You have no access to this page") in response.content.decode()
    assert response.status_code == 403
    assert Elements(response.content.decode()).named("html")[0]["lang"] == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_error_of_ours_is_told_in_the_language_of_the_visitor(rf: RequestFactory, language: str) -> None:
    with translation.override(language):
        response: HttpResponse = defaults.server_error(rf.get(f"/{language}/"))
    html = response.content.decode()
    assert response.status_code == 500
    assert Elements(html).named("html")[0]["lang"] == language
    assert Elements(html).named("a", href=f"/{language}/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_restricted_page_leads_to_the_log_in_and_back(
    homes: Homes, act: Act, client: Client, participant: User, language: str
) -> None:
    with act():
        page = make_article(homes[language], "Zadania", slug="zadania")
        restrict_page(page, *participant.groups.all())
    path = f"/{language}/zadania/"
    refused = client.get(path)
    assert refused.status_code == 302
    assert refused["Location"] == f"/{language}/account/login/?next={path}"
    form = client.get(refused["Location"])
    assert Elements(form.content.decode()).named("html")[0]["lang"] == language
    answer = client.post(refused["Location"], {"username": "participant", "password": "pass", "next": path})
    assert (answer.status_code, answer["Location"]) == (302, path)
    assert client.get(path).status_code == 200


def test_the_log_in_page_leads_to_itself_in_the_other_languages(homes: Homes, client: Client) -> None:
    html = client.get("/lt/account/login/").content.decode()
    assert language_switch_in(html) == {code: f"/{code}/account/login/" for code in LANGUAGES}


def test_a_wrong_password_is_told_beside_the_form(homes: Homes, client: Client, participant: User) -> None:
    response = client.post("/lt/account/login/", {"username": "participant", "password": "wrong"})
    assert response.status_code == 200
    assert Elements(response.content.decode()).named("input", name="username", value="participant")
    assert "_auth_user_id" not in client.session


def test_the_log_in_leads_to_no_other_host(homes: Homes, client: Client, participant: User) -> None:
    answer = client.post(
        "/pl/account/login/", {"username": "participant", "password": "pass", "next": "https://evil.example/"}
    )
    assert answer["Location"] == "/pl/"


def test_log_in_and_log_out_lead_to_the_front_page_in_the_same_language(
    homes: Homes, client: Client, participant: User
) -> None:
    headers = {"Accept-Language": "en"}
    credentials = {"username": "participant", "password": "pass"}
    assert client.post("/lt/account/login/", credentials, headers=headers)["Location"] == "/lt/"
    assert client.post("/lt/account/logout/", headers=headers)["Location"] == "/lt/"


def test_the_log_in_link_leads_back_to_where_the_visitor_is_or_wanted_to_go(homes: Homes, client: Client) -> None:
    def link_on(path: str) -> str:
        links = Elements(client.get(path).content.decode()).named("a", rel="nofollow")
        return next(link["href"] for link in links if "/account/login/" in link["href"])

    assert link_on("/pl/") == "/pl/account/login/?next=/pl/"
    assert link_on("/pl/search/?q=tig") == "/pl/account/login/?next=/pl/search/%3Fq%3Dtig"
    assert link_on("/pl/account/login/?next=/pl/kursy/") == "/pl/account/login/?next=/pl/kursy/"
    assert link_on("/pl/account/login/") == link_on("/pl/account/password/reset/") == "/pl/account/login/"


def test_a_participant_is_not_let_into_the_admin(homes: Homes, client: Client, participant: User) -> None:
    client.force_login(participant)
    response = client.get("/admin/", follow=True)
    assert response.status_code == 200
    assert [path for path, _status in response.redirect_chain] == ["/admin/login/?next=/admin/"]
    assert Elements(response.content.decode()).named("input", name="password")


def test_the_log_out_button_ends_the_session(homes: Homes, client: Client, participant: User) -> None:
    client.force_login(participant)
    [form] = Elements(client.get("/pl/").content.decode()).named("form", method="post")
    assert client.post(form["action"]).status_code == 302
    assert "_auth_user_id" not in client.session
    assert client.get(form["action"]).status_code == 405


def test_a_forgotten_password_is_set_anew_by_the_link_in_the_mail(
    homes: Homes, client: Client, mailoutbox: list[object]
) -> None:
    get_user_model().objects.create_user("ona", "ona@example.org", "before-the-reset")
    client.post("/lt/account/password/reset/", {"email": "ona@example.org"})
    body = str(getattr(mailoutbox[0], "body", ""))
    link = next(line for line in body.split() if "/lt/account/password/reset/" in line)
    form = client.get(link, follow=True)
    assert Elements(form.content.decode()).named("html")[0]["lang"] == "lt"
    new = {"new_password1": "Suvirinimas-2027", "new_password2": "Suvirinimas-2027"}
    done = client.post(form.redirect_chain[-1][0], new, follow=True)
    assert done.redirect_chain[-1][0] == "/lt/account/password/reset/done/"
    assert client.login(username="ona", password="Suvirinimas-2027")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_behind_a_password_asks_for_it_in_its_language(
    homes: Homes, act: Act, client: Client, language: str
) -> None:
    with act():
        page = make_article(homes[language], "Zadania", slug="zadania")
        restrict_page(page, password="otwórz")
    path = f"/{language}/zadania/"
    html = client.get(path).content.decode()
    assert Elements(html).named("html")[0]["lang"] == language
    assert "Zadania" not in html
    [form] = Elements(html).named("form", method="post")
    [asked_for] = [field for field in Elements(html).named("input", type="hidden") if field["name"] == "return_url"]
    answer = client.post(form["action"], {"password": "otwórz", "return_url": asked_for["value"]}, follow=True)
    assert answer.redirect_chain[-1][0].endswith(path)
    assert "Zadania" in answer.content.decode()
