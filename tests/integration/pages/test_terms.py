"""The termbase: loading of the seed, and its version."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page
from wagtail.search.backends import get_search_backend

from pages.terms.models import Term, TermForm
from pages.terms.seed_files import read_concepts
from pages.terms.versions import termbase_version
from tests.factories.site_tree import make_course
from tests.integration.conftest import Act, Homes
from tests.integration.publications.reading import body_of

pytestmark = pytest.mark.django_db


def load() -> str:
    output = StringIO()
    call_command("terms", "load", stdout=output)
    return output.getvalue()


def named(name: str) -> Term:
    return Term.objects.get(name=name)


@pytest.mark.postgresql
def test_loading_brings_every_concept_in_every_language_of_the_site() -> None:
    assert load() == f"{3 * len(read_concepts())} terms added.\n"
    welding = named("suvirinimas")
    assert welding.get_translations().get(locale__language_code="pl") == named("spawanie")
    assert welding.forms.get(text="suvirinu").status == TermForm.Status.ADMITTED
    assert welding.forms.get(text="virinimas").status == TermForm.Status.FORBIDDEN


def test_language_that_the_site_has_not_is_left_out() -> None:
    Page.objects.filter(locale__language_code="en").delete()
    Locale.objects.get(language_code="en").delete()
    load()
    assert not Term.objects.filter(name="welding").exists()
    Locale.objects.create(language_code="en")
    assert load() == f"{len(read_concepts())} terms added.\n"
    assert named("welding").translation_key == named("spawanie").translation_key


@pytest.mark.postgresql
def test_loading_again_leaves_what_editors_have_changed() -> None:
    load()
    term = named("spawanie")
    term.name = "spawanie metali"
    term.forms.all().delete()
    term.save()
    Term.objects.filter(name="frezowanie").delete()
    assert load() == "1 terms added.\n"
    term.refresh_from_db()
    assert term.name == "spawanie metali"
    assert not term.forms.exists()


def test_concept_that_editors_have_already_is_not_added_beside_theirs() -> None:
    own = Term.objects.create(name="spawanie", locale=Locale.objects.get(language_code="pl"))
    load()
    assert named("spawanie") == own
    assert not Term.objects.filter(name="suvirinimas").exists()


def test_loading_takes_few_queries() -> None:
    with CaptureQueriesContext(connection) as queries:
        load()
    assert len(queries) < 60


@pytest.mark.postgresql
def test_loaded_terms_are_found_in_the_admin() -> None:
    load()
    assert named("slankmatis") in get_search_backend().search("slankmatis", Term)


def test_every_change_of_a_term_or_form_gives_the_termbase_another_version() -> None:
    seen = {termbase_version.current()}
    load()
    term = named("spawanie")
    for change in (
        term.save,
        lambda: TermForm.objects.create(term=term, text="spawać łukiem"),
        lambda: TermForm.objects.filter(text="spawać łukiem").delete(),
        term.delete,
    ):
        seen.add(termbase_version.current())
        change()
    seen.add(termbase_version.current())
    assert len(seen) == 6


def test_page_that_shows_a_term_is_published_anew_when_it_gets_another_language(homes: Homes, act: Act) -> None:
    load()
    Term.objects.filter(name="suvirinimas").delete()
    with act():
        course = make_course(homes["pl"], body=[("glossary_term", {"terms": [named("spawanie")]})])
    assert "suvirinimas" not in json.dumps(body_of(course))
    with act():
        load()
    assert "suvirinimas" in json.dumps(body_of(course))
