"""An index of its own for each test."""

from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from pytest_django import Settings

from cms.models import User
from pages.publications.models import Publication
from search.conf import search_engine
from search.engines.base import SearchEngine


@pytest.fixture
def engine(settings: Settings, tmp_path: Path, db: None) -> SearchEngine:
    """The engine of the settings with an empty index, and no publications but those that the test writes by hand."""
    Publication.objects.all().delete()
    settings.SEARCH = {**settings.SEARCH, "OPTIONS": {"path": tmp_path / "search" / "embedded.sqlite3"}}
    return search_engine()


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
