"""What tests with a database share."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.utils import translation
from pytest_django import DjangoDbBlocker, Settings
from wagtail.models import Site

from cms.models import User
from pages.models import HomePage
from tests.factories.media import make_reader
from tests.factories.site_tree import make_homes

Act = Callable[[], AbstractContextManager[object]]
Homes = dict[str, HomePage]


@pytest.fixture
def act(django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]]) -> Act:
    """A block that stands for the transaction of an act: at its end publications are written."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def homes(db: None, act: Act) -> Homes:
    """The published home pages."""
    with act(), translation.override("pl"):
        homes = make_homes()
    # As on a running installation, Wagtail's cache knows the sites.
    Site.get_site_root_paths()
    return homes


@pytest.fixture
def own_index(settings: Settings, tmp_path: Path) -> None:
    """An empty search index for this test alone."""
    settings.SEARCH = {**settings.SEARCH, "OPTIONS": {"path": tmp_path / "search" / "embedded.sqlite3"}}


@pytest.fixture
def participants(db: None) -> Group:
    """The group that may read what is restricted."""
    return Group.objects.create(name="Test participants")


@pytest.fixture
def participant(participants: Group) -> User:
    """One of the group, without any right in the admin."""
    return make_reader("participant", [participants])


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The demo, loaded once for all tests of this module; what was printed."""
    from django.conf import settings  # noqa: PLC0415 - the fixture of this name lives for one test only
    from django.test import TestCase  # noqa: PLC0415

    # A class-wide transaction, as Django's own test case has it: each test's own one lies within.
    class Loaded(TestCase):
        @classmethod
        def setUpTestData(cls) -> None:
            settings.SHOW_DEMO_LOGINS = True
            with cls.captureOnCommitCallbacks(execute=True):
                call_command("load_demo", stdout=output)

    output = StringIO()
    before = settings.SHOW_DEMO_LOGINS
    with django_db_blocker.unblock():
        Loaded.setUpClass()
        try:
            yield output.getvalue()
        finally:
            settings.SHOW_DEMO_LOGINS = before
            Loaded.tearDownClass()
