"""An audience that gets its first change while the feed is being read."""

from typing import Any

import pytest
from django.contrib.auth.models import Group

from api.scopes import group_scope
from pages.models import HomePage
from pages.publications.feed import changes_from
from tests.factories.site_tree import make_article, publish, restrict_page
from tests.factories.tokens import issue_token
from tests.integration.api.conftest import Get
from tests.integration.conftest import Act

READING = "api.changes.changes_from"


def test_its_first_change_is_not_passed_over(
    homes: dict[str, HomePage], act: Act, get: Get, participants: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    with act():
        course = make_article(homes["pl"], "Kurs")
    token = {"Authorization": f"Bearer {issue_token('App', [group_scope(participants.pk)])[1]}"}
    cursor = get("changes/?limit=200", **token).json()["meta"]["next_cursor"]

    def after_two_acts(*arguments: Any) -> Any:
        """Read the feed after its reader was recognised, and two changes were committed."""
        monkeypatch.setattr(READING, changes_from)
        with act():
            restrict_page(make_article(homes["pl"], "Zamknięty"), participants)
        with act():
            publish(course)
        return changes_from(*arguments)

    monkeypatch.setattr(READING, after_two_acts)
    titles: list[str] = []
    for _part in range(2):
        answer = get(f"changes/?cursor={cursor}", **token).json()
        titles += [item["body"]["title"] for item in answer["items"] if item["op"] == "upsert"]
        cursor = answer["meta"]["next_cursor"]
    assert titles == ["Zamknięty", "Kurs"]
