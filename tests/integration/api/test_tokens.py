"""Reading with a token."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.test import Client
from django.test.client import RequestFactory
from django.utils import timezone

from api.models import ReaderToken
from api.readers import ANONYMOUS, TokenRefused, reader_for
from api.scopes import DRAFT, LOGIN, PUBLISHED, group_scope
from api.tokens import digest_of
from pages.models import ArticlePage, HomePage
from pages.publications.audiences import audiences_for
from tests.factories.media import make_document, make_reader, restricted_collection
from tests.factories.site_tree import make_article, restrict_page
from tests.factories.tokens import issue_token
from tests.integration.api.conftest import Get
from tests.integration.conftest import Act

Homes = dict[str, HomePage]


def bearer(*scopes: str, **fields: Any) -> dict[str, str]:
    """Return the header of an app with a new token."""
    return {"Authorization": f"Bearer {issue_token('App', scopes, **fields)[1]}"}


def with_header(value: str) -> Any:
    return RequestFactory().get("/", headers={"Authorization": value})


@pytest.fixture
def restricted(homes: Homes, act: Act, participants: Group) -> ArticlePage:
    """A page for participants, beneath the Polish home page."""
    with act():
        page = make_article(homes["pl"], "Dla uczestników")
        restrict_page(page, participants)
    return page


def test_a_token_of_the_group_finds_the_restricted_page(restricted: ArticlePage, participants: Group, get: Get) -> None:
    headers = bearer(group_scope(participants.pk))
    assert get(f"pages/{restricted.pk}/", **headers).json()["title"] == "Dla uczestników"
    assert get("pages/?slug=dla-uczestnikow", **headers).json()["meta"]["total_count"] == 1
    assert get(f"pages/find/?id={restricted.pk}", **headers)["Location"].endswith(f"/pages/{restricted.pk}/?")
    found = get("pages/find/?html_path=/pl/dla-uczestnikow/", **headers)
    assert found.status_code == 302


@pytest.mark.parametrize("scopes", [[], [PUBLISHED], [LOGIN], [DRAFT], ["read:restricted:group-999999"]])
def test_other_tokens_see_what_an_outsider_sees(restricted: ArticlePage, get: Get, scopes: list[str]) -> None:
    headers = bearer(*scopes)
    missing = get("pages/999999/")
    for path in (f"pages/{restricted.pk}/", f"pages/find/?id={restricted.pk}"):
        assert get(path, **headers).status_code == 404
    assert get(f"pages/{restricted.pk}/", **headers).content == missing.content
    listing, outsiders = get("pages/", **headers), get("pages/")
    assert (listing.content, listing["ETag"]) == (outsiders.content, outsiders["ETag"])


def test_login_opens_what_every_account_may_read(homes: Homes, act: Act, participants: Group, get: Get) -> None:
    with act():
        page = make_article(homes["pl"], "Po zalogowaniu")
        restrict_page(page)
    for scope in (LOGIN, group_scope(participants.pk)):
        assert get(f"pages/{page.pk}/", **bearer(scope)).status_code == 200
    assert get(f"pages/{page.pk}/", **bearer(PUBLISHED)).status_code == 404


@pytest.mark.postgresql
def test_a_token_reads_what_a_user_with_its_groups_reads(homes: Homes, act: Act) -> None:
    groups = [Group.objects.create(name=f"Group {number}") for number in range(3)]
    with act():
        outer = make_article(homes["pl"], "Zewnętrzna")
        restrict_page(outer, groups[0], groups[1])
        restrict_page(make_article(outer, "Wewnętrzna"), groups[2])
        restrict_page(make_article(homes["pl"], "Dla zalogowanych"))
        restrict_page(make_article(homes["pl"], "Dla nikogo"), groups[0]).groups.clear()
        make_document(collection=restricted_collection(groups=[groups[1]]))
    for number, chosen in enumerate(([], groups[:1], groups[1:2], groups[2:], groups[::2], groups)):
        user = make_reader(f"reader-{number}", chosen)
        headers = bearer(LOGIN, *(group_scope(group.pk) for group in chosen))
        reader = reader_for(with_header(headers["Authorization"]))
        assert reader.audience_ids == audiences_for(user)
        assert not reader.is_anonymous
    assert ANONYMOUS.audience_ids == audiences_for(AnonymousUser())


def test_rights_are_equal_for_tokens_that_read_the_same(db: None) -> None:
    def rights(*scopes: str) -> str:
        return reader_for(with_header(bearer(*scopes)["Authorization"])).rights

    assert rights(PUBLISHED) == rights(DRAFT) == ANONYMOUS.rights == "public"
    assert rights(LOGIN, group_scope(7), group_scope(12)) == rights(group_scope(12), group_scope(7), PUBLISHED)
    assert len({rights(LOGIN), rights(group_scope(7)), rights(group_scope(12)), rights()}) == 4


@pytest.mark.parametrize(
    "value", ["Bearer", "Bearer nonsense", "Basic dXNlcjpwYXNz", "", f"Bearer mcc_{'A' * 43}", "Bearer a, Bearer b"]
)
def test_credentials_that_open_nothing_are_refused(homes: Homes, get: Get, value: str) -> None:
    answer = get("pages/", Authorization=value)
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith('Bearer realm="api", error="invalid_token"')
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Cache-Control"] == "no-store"
    assert "Authorization" in answer["Vary"]
    assert answer.json()["status"] == 401


def test_an_expired_or_revoked_token_is_refused(homes: Homes, get: Get) -> None:
    token, secret = issue_token("App", [PUBLISHED], expires_at=timezone.now() + timedelta(minutes=1))
    headers = {"Authorization": f"bearer {secret}"}
    assert get("pages/", **headers).status_code == 200
    ReaderToken.objects.filter(pk=token.pk).update(expires_at=timezone.now())
    expired = get("pages/", **headers)
    assert (expired.status_code, expired.json()["detail"]) == (401, "the token has expired")
    ReaderToken.objects.filter(pk=token.pk).update(expires_at=None, revoked=True)
    revoked = get("pages/", **headers)
    assert (revoked.status_code, revoked.json()["detail"]) == (401, "the token was revoked")


def test_only_a_digest_of_the_secret_is_stored(db: None) -> None:
    token, secret = issue_token("App")
    stored = ReaderToken.objects.filter(pk=token.pk).values().get()
    assert stored["digest"] == digest_of(secret)
    assert secret not in str(stored)
    assert secret.startswith(stored["prefix"])


@pytest.mark.postgresql
def test_the_last_use_is_known_to_the_hour(db: None, django_assert_num_queries: Any) -> None:
    token, secret = issue_token("App")
    request = f"Bearer {secret}"
    with django_assert_num_queries(2):
        reader_for(with_header(request))
    token.refresh_from_db()
    first = token.last_used_at
    assert first is not None
    with django_assert_num_queries(1):
        reader_for(with_header(request))
    ReaderToken.objects.update(last_used_at=first - timedelta(minutes=61))
    reader_for(with_header(request))
    token.refresh_from_db()
    assert token.last_used_at is not None
    assert token.last_used_at >= first


def test_an_unknown_form_of_token_costs_no_query(db: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0), pytest.raises(TokenRefused):
        reader_for(with_header("Bearer nonsense"))


def test_a_token_costs_one_query_more(
    restricted: ArticlePage, participants: Group, get: Get, django_assert_num_queries: Any
) -> None:
    headers = bearer(group_scope(participants.pk))
    get("pages/", **headers)  # notes the use
    with django_assert_num_queries(2):
        assert get(f"pages/{restricted.pk}/", **headers).status_code == 200
    with django_assert_num_queries(2):
        get("pages/?order=-title", **headers)


def test_caches_keep_readers_apart(restricted: ArticlePage, participants: Group, get: Get) -> None:
    headers = bearer(group_scope(participants.pk))
    for path in ("pages/", f"pages/{restricted.pk}/", "pages/999999/", f"pages/find/?id={restricted.pk}"):
        answer, outsiders = get(path, **headers), get(path)
        assert answer["Cache-Control"] == "private, max-age=0, must-revalidate"
        assert outsiders["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert "Authorization" in answer["Vary"]
        assert "Authorization" in outsiders["Vary"]
        assert "Cookie" not in answer["Vary"]
    assert get("pages/", **headers)["ETag"] != get("pages/")["ETag"]


def test_an_entity_tag_opens_nothing(restricted: ArticlePage, participants: Group, get: Get) -> None:
    headers = bearer(group_scope(participants.pk))
    path = f"pages/{restricted.pk}/"
    tag = get(path, **headers)["ETag"]
    again = get(path, **headers, **{"If-None-Match": tag})
    assert (again.status_code, again["Cache-Control"]) == (304, "private, max-age=0, must-revalidate")
    assert "Authorization" in again["Vary"]
    assert get(path, **{"If-None-Match": tag}).status_code == 404
    assert get("pages/", **{"If-None-Match": get("pages/", **headers)["ETag"]}).status_code == 200


def test_a_session_adds_nothing_to_a_token(
    restricted: ArticlePage, participants: Group, client: Client, get: Get
) -> None:
    client.force_login(make_reader("participant", [participants]))
    assert get(f"pages/{restricted.pk}/", **bearer(PUBLISHED)).status_code == 404
