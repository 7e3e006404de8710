"""Tests with real transactions leave the database as they found it."""

import pytest
from wagtail.models import Locale, Page, Site

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("time", ["first", "second"])
def test_wagtails_first_rows_are_there_each_time(time: str) -> None:
    assert Page.objects.filter(depth=1).exists()
    assert Site.objects.filter(is_default_site=True).exists()
    assert Locale.objects.filter(language_code="pl").exists()
