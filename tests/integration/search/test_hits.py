"""How pages of different kinds look among the results, over HTTP."""

import re

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from cms.models import User
from search.engines.base import SearchEngine
from search.indexing import catch_up
from tests.integration.search.publications import VIDEO, film, publish, publish_filler, with_film

pytestmark = pytest.mark.django_db


def page_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    # Whether an address bears its host depends on the site that the tests have.
    return response.content.decode().replace("http://localhost/", "/")


def test_film_is_shown_with_its_picture(engine: SearchEngine, client: Client) -> None:
    publish_filler()
    moment = {"kind": "cue", "text": "Spawanie argonem.", "anchor": "#t=73", "url": "http://localhost/media/2/#t=73"}
    page = publish(1, "Film o spawaniu", facets=VIDEO)
    with_film(page, {"video": film(1, "http://localhost/media/1/")})
    course = publish(2, "Kurs", moment, facets=VIDEO)
    with_film(course, {"body": [{"value": film(2, "http://localhost/media/2/")}]})
    mentions = publish(3, "Spawanie w tekście", "Spawanie.", facets=VIDEO)
    with_film(mentions, {"body": [{"value": film(3, "http://localhost/media/3/")}]})
    publish(4, "Nagranie o spawaniu", moment)
    catch_up()
    html = page_of(client, "/pl/search/?q=spawanie")
    assert 'src="/poster-1-640.jpg" width="480" height="270" alt=""' in html
    assert 'src="/poster-2-640.jpg"' in html
    # What only shows a film beside other things is no film; a film without a picture has a drawing.
    assert "poster-3" not in html
    assert html.count('<div class="poster">') == 3


def test_moment_of_a_film_is_told_with_its_chapter(engine: SearchEngine, client: Client) -> None:
    publish_filler()
    moment = {"kind": "cue", "text": "Spawanie argonem.", "anchor": "#t=73", "url": "/pl/film/#t=73"}
    publish(1, "Film", {**moment, "heading": "Łuk i gaz"})
    publish(2, "Nagranie", {**moment, "heading": ""})
    catch_up()
    html = page_of(client, "/pl/search/?q=spawanie")
    assert "<span>Łuk i\u00a0gaz: „<mark>Spawanie</mark> argonem.”</span>" in html
    assert "<span>„<mark>Spawanie</mark> argonem.”</span>" in html


def test_page_for_participants_is_told_from_a_public_one(
    engine: SearchEngine, client: Client, member: User, members: Group
) -> None:
    publish_filler()
    publish(1, "Spawanie")
    publish(2, "Tajne spawanie", audience=f"({members.pk})")
    catch_up()
    lock = "Participants only, you have access"
    assert lock not in page_of(client, "/en/search/?q=spawanie&language=pl")
    client.force_login(member)
    html = page_of(client, "/en/search/?q=spawanie&language=pl")
    assert html.count(lock) == 1
    assert re.search(r'<a href="/pl/2/" hreflang="pl">[^\n]*</h3>\s*<p class="lock">', html)


def test_one_letter_word_does_not_end_a_line(engine: SearchEngine, client: Client) -> None:
    publish_filler()
    publish(1, "Gaz i łuk", "Spawanie w osłonie.")
    catch_up()
    html = page_of(client, "/pl/search/?q=spawanie")
    assert "Gaz i\u00a0łuk</a>" in html
    assert "<mark>Spawanie</mark> w\u00a0osłonie." in html
