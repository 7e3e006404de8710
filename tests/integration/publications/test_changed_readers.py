"""What changes its readers more than once before it is rebuilt."""

import pytest

from pages.publications.dependants import Dependants
from pages.publications.rebuilding import rebuild_stale
from pages.publications.sequence import Sequence
from pages.publications.verification import differences
from pages.publications.writer import rewrite
from tests.factories.media import make_collection, make_image, restrict
from tests.factories.site_tree import make_article, publish
from tests.integration.conftest import Act, Homes
from tests.integration.publications.conftest import MANY, App

pytestmark = [pytest.mark.postgresql, pytest.mark.usefixtures("small_numbers")]


def test_what_is_opened_and_closed_again_before_it_is_rebuilt_is_told_of_by_nobody(
    homes: Homes, act: Act, stranger: App
) -> None:
    with act():
        collection = make_collection("Zdjęcia")
        images = [make_image(f"Zdjęcie {number}", collection=collection) for number in range(MANY)]
        restriction = restrict(collection)
        article = make_article(homes["pl"], "Strona")
    with act():
        restriction.delete()
    with act():
        publish(article, image=images[0])
    assert stranger.get(f"pages/{article.pk}/").json()["image"]["id"] == images[0].pk
    with act():
        restrict(collection)
    assert stranger.get(f"pages/{article.pk}/").status_code == 503
    rebuild_stale()
    assert stranger.get(f"pages/{article.pk}/").json()["image"] is None
    assert list(differences()) == []


def test_what_is_closed_and_opened_again_before_it_is_rebuilt_is_told_of_again(
    homes: Homes, act: Act, stranger: App
) -> None:
    with act():
        collection = make_collection("Zdjęcia")
        images = [make_image(f"Zdjęcie {number}", collection=collection) for number in range(MANY)]
        article = make_article(homes["pl"], "Strona", image=images[0])
    with act():
        restriction = restrict(collection)
    with act():
        # The worker, which comes to a page before it comes to what the page shows.
        rewrite(Dependants(pages={article.pk}), Sequence())
    assert stranger.get(f"pages/{article.pk}/").json()["image"] is None
    with act():
        restriction.delete()
    rebuild_stale()
    assert stranger.get(f"pages/{article.pk}/").json()["image"]["id"] == images[0].pk
    assert list(differences()) == []
