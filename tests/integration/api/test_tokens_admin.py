"""Tokens in the admin."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from api.models import ReaderToken
from api.scopes import DRAFT, PUBLISHED, group_scope
from api.tokens import digest_of
from tests.factories.accounts import log_in
from tests.factories.tokens import issue_token

SECRET = re.compile(r"mcc_[\w-]{43}")
INDEX, ADD = "reader_tokens:index", "reader_tokens:add"


@pytest.fixture
def browser(db: None) -> Client:
    """The browser of an administrator."""
    return log_in(username="administrator", is_superuser=True)


def make(browser: Client, *scopes: str, **data: str) -> str:
    """Fill in the form and return the answer's HTML."""
    answer = browser.post(reverse(ADD), {"name": "Course app", "scopes": scopes, "expires_at": "", **data})
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_secret_is_shown_exactly_once(browser: Client, participants: Group) -> None:
    html = make(browser, PUBLISHED, group_scope(participants.pk))
    token = ReaderToken.objects.get()
    [secret] = SECRET.findall(html)
    assert "The token has been made" in html
    assert token.digest == digest_of(secret)
    assert sorted(token.scopes) == sorted([PUBLISHED, group_scope(participants.pk)])
    assert token.created_by is not None
    assert token.created_by.get_username() == "administrator"
    pages = [reverse(INDEX), *(reverse(f"reader_tokens:{name}", args=[token.pk]) for name in ("edit", "history"))]
    for url in pages:
        assert secret not in browser.get(url).content.decode()
    assert not any(secret in str(value) for value in browser.session.values())
    assert not any(secret in str(entry.data) for entry in ModelLogEntry.objects.all())


def test_rights_are_boxes_and_groups_have_names(browser: Client, participants: Group) -> None:
    html = browser.get(reverse(ADD)).content.decode()
    assert f'type="checkbox" name="scopes" value="{group_scope(participants.pk)}"' in html
    assert participants.name in html
    assert f'value="{DRAFT}"' in html
    assert 'name="revoked"' not in html


def test_a_token_needs_a_right_and_a_time_to_come(browser: Client) -> None:
    assert SECRET.findall(make(browser)) == []
    make(browser, "read:everything")
    make(browser, PUBLISHED, expires_at="2020-01-01 12:00")
    assert not ReaderToken.objects.exists()


def test_revoking_is_final(browser: Client) -> None:
    token, secret = issue_token("App", [PUBLISHED])
    edit = reverse("reader_tokens:edit", args=[token.pk])
    for revoked in ({"revoked": "on"}, {}):
        browser.post(edit, {"name": "App", "scopes": [PUBLISHED], "expires_at": "", **revoked})
        token.refresh_from_db()
        assert token.revoked
    assert token.digest == digest_of(secret)


def test_the_list_tells_what_still_opens(browser: Client) -> None:
    issue_token("First", [PUBLISHED])
    issue_token("Second", [PUBLISHED], expires_at=timezone.now() - timedelta(days=1))
    revoked, _secret = issue_token("Third", [PUBLISHED])
    ReaderToken.objects.filter(pk=revoked.pk).update(revoked=True)
    html = browser.get(reverse(INDEX)).content.decode()
    states = re.findall(r"<td[^>]*>\s*(Valid|Expired|Revoked)\s*</td>", html)
    assert states == ["Valid", "Expired", "Revoked"]


def test_editors_do_not_see_tokens(db: None) -> None:
    issue_token("App", [PUBLISHED])
    editor = log_in("Polish editors")
    for url in (reverse(INDEX), reverse(ADD)):
        assert editor.get(url).status_code == 302
