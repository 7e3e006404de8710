"""Specialisations in the admin."""

import pytest
from django.urls import reverse
from wagtail.models import Locale

from pages.models import Specialisation
from tests.factories.accounts import log_in

pytestmark = pytest.mark.django_db

FIELDS = {"name": "Spawanie", "code": "welding", "description": "", "mark": "welding"}
ADD = "wagtailsnippets_pages_specialisation:add"


@pytest.fixture
def welding() -> Specialisation:
    return Specialisation.objects.create(name="Spawanie", code="welding", locale=locale("pl"))


def locale(language_code: str) -> Locale:
    return Locale.objects.get_or_create(language_code=language_code)[0]


def test_code_that_another_specialisation_of_the_language_has_is_refused(welding: Specialisation) -> None:
    browser = log_in(username="administrator", language_code="pl", is_superuser=True)
    answer = browser.post(f"{reverse(ADD)}?locale=pl", FIELDS)
    assert "Inna specjalizacja w tym języku ma już ten kod." in answer.content.decode()
    assert Specialisation.objects.count() == 1


def test_code_may_be_that_of_another_language_and_is_kept_when_the_specialisation_is_changed(
    welding: Specialisation,
) -> None:
    locale("lt")
    browser = log_in(username="administrator", language_code="pl", is_superuser=True)
    browser.post(f"{reverse(ADD)}?locale=lt", {**FIELDS, "name": "Suvirinimas"})
    browser.post(
        reverse("wagtailsnippets_pages_specialisation:edit", args=[welding.pk]), {**FIELDS, "name": "Spawalnictwo"}
    )
    assert set(Specialisation.objects.values_list("name", flat=True)) == {"Spawalnictwo", "Suvirinimas"}
