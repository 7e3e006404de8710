"""An index of its own for each test, and who looks at what is found."""

from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from pytest_django import Settings

from cms.models import User
from pages.publications.models import Publication
from search.conf import search_engine
from search.engines.base import SearchEngine
from search.indexing import catch_up
from tests.factories.accounts import log_in
from tests.integration.search.publications import publish, publish_filler


@pytest.fixture
def engine(settings: Settings, tmp_path: Path, db: None) -> SearchEngine:
    """The engine of the settings with an empty index, and no publications but those that the test writes by hand."""
    Publication.objects.all().delete()
    settings.SEARCH = {**settings.SEARCH, "OPTIONS": {"path": tmp_path / "search" / "embedded.sqlite3"}}
    return search_engine()


@pytest.fixture
def broken_index(settings: Settings, tmp_path: Path) -> None:
    """An index that cannot be read: search is away."""
    broken = tmp_path / "broken.sqlite3"
    broken.write_bytes(b"no database" * 1000)
    settings.SEARCH = {**settings.SEARCH, "OPTIONS": {"path": broken}}


@pytest.fixture
def browser(db: None) -> Client:
    """The browser of an administrator."""
    return log_in(username="administrator", is_superuser=True)


@pytest.fixture
def two_pages(engine: SearchEngine) -> None:
    """A page with one word and a page with the other."""
    publish_filler()
    publish(1, "Kalkulator palet", "Tu liczy się palety.")
    publish(2, "Wózek widłowy", "Tu stoi pojazd.")
    catch_up()


@pytest.fixture
def members(db: None) -> Group:
    """A group of participants."""
    return Group.objects.get_or_create(name="Participants")[0]


@pytest.fixture
def member(members: Group) -> User:
    """A participant."""
    user = User.objects.create(username="member", email="member@example.org")
    user.groups.add(members)
    return user
