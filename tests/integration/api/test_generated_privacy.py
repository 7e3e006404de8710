"""Whoever may not read something is answered as if it were not there, whatever he asks."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import translation
from wagtail.models import Page, Site, get_page_models

from api.scopes import group_scope
from pages.models import HomePage
from search.indexing import catch_up, rebuild
from tests.factories.site_tree import publish
from tests.factories.tokens import issue_token
from tests.integration.api.generated_questions import Question, Questions
from tests.integration.api.hidden_content import Hidden, make_surroundings
from tests.integration.api.rich_content import Content, make_content
from tests.integration.api.seeds import how_many, seeded
from tests.integration.conftest import Act

WORDS = {"A": "Zastrzeżone", "B": "Tajemnicze"}

Answers = list[tuple[Any, ...]]


@pytest.fixture
def content(homes: dict[str, HomePage], act: Act, own_index: None) -> Iterator[Content]:
    """A site of which everybody may read everything."""
    with act(), translation.override("pl"):
        content = make_content(homes)
        make_surroundings(content)
    rebuild()
    yield content
    Site.clear_site_root_paths_cache()


class Reader:
    """Somebody who asks the same questions again and again."""

    def __init__(self, questions: list[Question], headers: Mapping[str, str]) -> None:
        self.questions = questions
        self.headers = headers
        self.client = Client()
        self.first: Answers = []
        self.cursor = ""

    def ask(self, ids: Mapping[str, int]) -> None:
        """Ask everything; from the second time on each answer must be the same."""
        catch_up()
        answers = [question.asked(self.client, ids, self.headers) for question in self.questions]
        if not self.first:
            self.first, self.cursor = answers, self._follow("")[0]
        for question, first, now in zip(self.questions, self.first, answers, strict=True):
            assert first == now, f"{question}\n{first}\n{now}"
        assert self._follow(self.cursor) == (self.cursor, 0)

    def _follow(self, cursor: str) -> tuple[str, int]:
        """Return the cursor at the end of the feed, and how many changes it had."""
        count, more = 0, True
        while more:
            query = f"?cursor={cursor}" if cursor else ""
            data = self.client.get(f"/api/v2/changes/{query}", headers=dict(self.headers)).json()
            cursor, more = data["meta"]["next_cursor"], data["meta"]["more"]
            count += len(data["items"])
        return cursor, count


@pytest.mark.slow
@pytest.mark.soak
def test_what_is_hidden_changes_no_answer(content: Content, act: Act) -> None:
    types = sorted((model for model in get_page_models() if model is not Page), key=lambda model: model._meta.label)
    questions = Questions(seeded("PRIVACY_SEED"), WORDS, types)
    asked = [questions.make() for _number in range(how_many("PRIVACY_REQUESTS", 300))]
    groups = {key: Group.objects.create(name=key) for key in WORDS}
    _token, secret = issue_token("Member of A", [group_scope(groups["A"].pk)])
    outsider, member = Reader(asked, {}), Reader(asked, {"Authorization": f"Bearer {secret}"})
    of_a, of_b = (Hidden(content, WORDS[key], groups[key], number) for number, key in enumerate(WORDS))

    def known() -> dict[str, int]:
        return {f"{key}.{name}": pk for key, hidden in (("A", of_a), ("B", of_b)) for name, pk in hidden.ids.items()}

    outsider.ask(known())
    with act(), translation.override("pl"):
        of_a.make()
    outsider.ask(known())
    member.ask(known())
    assert member.first != outsider.first
    with act(), translation.override("pl"):
        of_b.make()
        publish(Page.objects.get(pk=of_b.ids["below"]), summary="Nowy opis")
    outsider.ask(known())
    member.ask(known())
    with act(), translation.override("pl"):
        of_b.change()
        groups["B"].delete()
    outsider.ask(known())
    member.ask(known())
