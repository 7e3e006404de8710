"""What the tests of translation share."""

import pytest

from pages.models import ArticlePage, HomePage
from tests.factories.site_tree import make_article, make_homes


@pytest.fixture
def homes(transactional_db: None) -> dict[str, HomePage]:
    """The home pages, in a database where transactions are real and callbacks run after their commit."""
    return make_homes()


@pytest.fixture
def article(homes: dict[str, HomePage]) -> ArticlePage:
    """A live Polish article."""
    return make_article(homes["pl"], "O nas", slug="o-nas", summary="Kim jesteśmy")
