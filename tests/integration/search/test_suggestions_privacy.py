"""What is suggested to a reader depends on nothing that he may not read: hundreds of beginnings, before and after."""

import os
from collections.abc import Iterable
from random import Random

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from api.scopes import PUBLISHED, group_scope
from cms.models import User
from pages.publications.audience_keys import PUBLIC
from pages.terms.models import Term
from search.engines.base import SearchEngine
from search.indexing import catch_up
from tests.factories.tokens import issue_token
from tests.integration.search.publications import publish
from tests.integration.search.test_suggestions import make_term

pytestmark = pytest.mark.django_db

BEGINNINGS = int(os.environ.get("SUGGESTED_BEGINNINGS", "300"))
WORDS = {
    "pl": "spawanie spawania łuk łuku stal stali cięcie gaz osłonowy drut złącze tokarka frezowanie pomiar kurs TIG MIG",
    "lt": "suvirinimas suvirinimo lankas plienas dujos viela siūlė tekinimas frezavimas matavimas kursas TIG MIG",
}
STRANGER = "(999999)"


@pytest.fixture
def random() -> Random:
    return Random(20)  # noqa: S311 - repeatable, no secret


def titles(random: Random, language: str, count: int) -> list[str]:
    words = WORDS[language].split()
    return [" ".join(random.sample(words, random.randint(1, 4))).capitalize() for _n in range(count)]


def publish_some(random: Random, first: int, count: int, audience: str = PUBLIC) -> None:
    for language in WORDS:
        for number, title in enumerate(titles(random, language, count), start=first):
            place = number + (0 if language == "pl" else 10_000)
            text = " ".join(titles(random, language, 3))
            publish(place, title, text, language_code=language, audience=audience)
    catch_up()


def beginnings(random: Random) -> list[tuple[str, str]]:
    """Return a language and what is typed there: whole words and the beginning of one, some words of the hidden."""
    typed = []
    for _n in range(BEGINNINGS):
        language = random.choice(list(WORDS))
        words = [*WORDS[language].split(), "tajemnica", "rekrutacja"]
        *whole, last = random.sample(words, random.choice((1, 1, 2, 3)))
        typed.append((language, " ".join([*whole, last[: random.randint(1, 6)]])))
    return typed


def on_the_site(client: Client, typed: Iterable[tuple[str, str]]) -> list[bytes]:
    return [client.get(f"/{language}/search/suggestions/", {"q": text}).content for language, text in typed]


def over_the_api(client: Client, typed: Iterable[tuple[str, str]], secret: str = "") -> list[bytes]:
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    return [
        client.get("/api/v2/suggest/", {"q": text, "locale": language}, headers=headers).content
        for language, text in typed
    ]


def make_terms() -> None:
    for language, words in WORDS.items():
        for word in words.split():
            make_term(word.lower(), language=language)
    make_term("tajemnica")
    make_term("rekrutacja")
    assert Term.objects.exists()


def hide_some(random: Random, audience: str, first: int = 100) -> None:
    publish_some(random, first, 30, audience=audience)
    publish(first + 50, "Tajemnica spawania", "Rekrutacja i tajemnica.", audience=audience)
    catch_up()


def test_outsider_is_suggested_the_same_with_and_without_restricted_matter(
    engine: SearchEngine, client: Client, random: Random, members: Group
) -> None:
    make_terms()
    publish_some(random, 1, 15)
    typed = beginnings(random)
    site, api = on_the_site(client, typed), over_the_api(client, typed)
    assert sum(b"role=" in answer for answer in site) > BEGINNINGS / 3
    hide_some(random, STRANGER)
    hide_some(random, f"({members.pk})", first=300)
    hide_some(random, "login", first=500)
    assert on_the_site(client, typed) == site
    assert over_the_api(client, typed) == api


def test_member_of_a_group_is_suggested_the_same_with_and_without_matter_of_another(
    engine: SearchEngine, client: Client, random: Random, member: User, members: Group
) -> None:
    make_terms()
    publish_some(random, 1, 15)
    publish_some(random, 100, 15, audience=f"({members.pk})")
    secret = issue_token("App", [PUBLISHED, group_scope(members.pk)])[1]
    client.force_login(member)
    typed = beginnings(random)
    site, api = on_the_site(client, typed), over_the_api(client, typed, secret)
    hide_some(random, STRANGER, first=300)
    assert on_the_site(client, typed) == site
    assert over_the_api(client, typed, secret) == api
