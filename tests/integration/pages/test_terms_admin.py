"""The termbase in the admin."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale

from pages.terms.models import Term, TermForm
from tests.factories.accounts import log_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser() -> Client:
    """The browser of an administrator whose language is Polish."""
    return log_in(username="administrator", language_code="pl", is_superuser=True)


@pytest.fixture
def welding() -> Term:
    """A concept in three languages."""
    term = Term.objects.create(name="spawanie", locale=locale("pl"))
    TermForm.objects.create(term=term, text="spawania")
    TermForm.objects.create(term=term, text="szwejsowanie", status=TermForm.Status.FORBIDDEN)
    for code, name in (("lt", "suvirinimas"), ("en", "welding")):
        Term.objects.create(name=name, locale=locale(code), translation_key=term.translation_key)
    return term


def locale(language_code: str) -> Locale:
    return Locale.objects.get_or_create(language_code=language_code)[0]


def rows(browser: Client, **parameters: str) -> list[str]:
    """Return the rows of the list as HTML."""
    html = browser.get(reverse("wagtailsnippets_terms_term:list"), parameters).content.decode()
    return html.split("<tbody>")[1].split("</tbody>")[0].split("<tr")[1:] if "<tbody>" in html else []


def test_a_concept_is_one_row_with_its_names_in_the_other_languages(browser: Client, welding: Term) -> None:
    [row] = rows(browser)
    assert "spawanie" in row
    assert "spawania" in row
    assert "suvirinimas" in row
    assert "welding" in row
    assert "szwejsowanie" not in row


def test_the_list_of_another_language_is_chosen_by_a_filter(browser: Client, welding: Term) -> None:
    [row] = rows(browser, locale="lt")
    assert row.index("suvirinimas") < row.index("spawanie")
    assert len(rows(browser, locale="")) == 3


def test_terms_are_counted_with_the_plural_of_their_number(browser: Client) -> None:
    for number in range(5):
        Term.objects.create(name=f"termin {number}", locale=locale("pl"))
    assert "5 wpisów" in browser.get(reverse("wagtailsnippets_terms_term:list")).content.decode()


def test_who_makes_a_term_sees_of_which_language_it_will_be(browser: Client) -> None:
    locale("lt")
    html = browser.get(
        reverse("wagtailsnippets_terms_term:add"), {"locale": "lt", "name": "tekinimas"}
    ).content.decode()
    assert "Termin słownika (litewski)" in html


@pytest.mark.parametrize("text", ["spawania", "szwejs", "suvirin", "weld", "SPAWANIA", "Łączenie", "laczenie"])
def test_a_term_is_found_by_its_forms_and_its_names_in_other_languages(
    browser: Client, welding: Term, text: str
) -> None:
    Term.objects.create(name="frezowanie", locale=locale("pl"))
    TermForm.objects.create(term=welding, text="łączenie metali")
    [row] = rows(browser, q=text)
    assert "spawanie" in row


def forms_of(*rows: dict[str, str], initial: int = 0) -> dict[str, str]:
    """Return what a browser sends of the forms of a term."""
    fields = {f"forms-{number}-{name}": value for number, row in enumerate(rows) for name, value in row.items()}
    counts = {"TOTAL_FORMS": len(rows), "INITIAL_FORMS": initial, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    return fields | {f"forms-{name}": str(count) for name, count in counts.items()}


def test_two_forms_exchange_their_places(browser: Client, welding: Term) -> None:
    first, second = welding.forms.order_by("pk")
    rows = (
        {"id": str(first.pk), "text": second.text, "status": "forbidden", "ORDER": "1"},
        {"id": str(second.pk), "text": first.text, "status": "admitted", "ORDER": "2"},
    )
    response = browser.post(
        reverse("wagtailsnippets_terms_term:edit", args=[welding.pk]),
        {"name": "spawanie", "definition": "", "source": "", **forms_of(*rows, initial=2)},
    )
    assert response.status_code == 302
    assert list(welding.forms.order_by("pk").values_list("text", flat=True)) == ["szwejsowanie", "spawania"]


def test_a_form_given_twice_is_told(browser: Client, welding: Term) -> None:
    rows = [{"id": "", "text": text, "status": "admitted", "ORDER": "1"} for text in ("spawaniu", " spawaniu")]
    response = browser.post(
        reverse("wagtailsnippets_terms_term:edit", args=[welding.pk]),
        {"name": "spawanie", "definition": "", "source": "", **forms_of(*rows)},
    )
    assert response.status_code == 200
    assert not welding.forms.filter(text="spawaniu").exists()


@pytest.mark.parametrize(("name", "form"), [("—", "TIG"), ("\u200b", "TIG"), ("TIG", "…")])
def test_a_wording_without_a_word_is_refused(browser: Client, name: str, form: str) -> None:
    rows = ({"id": "", "text": form, "status": "admitted", "ORDER": "1"},)
    response = browser.post(
        f"{reverse('wagtailsnippets_terms_term:add')}?locale={locale('pl').language_code}",
        {"name": name, "definition": "", "source": "", **forms_of(*rows)},
    )
    assert "nie zawiera żadnej litery ani cyfry" in response.content.decode()
    assert not Term.objects.exists()


def test_nothing_is_found_by_signs_alone(browser: Client, welding: Term) -> None:
    assert rows(browser, q="!") == []


def test_who_makes_a_second_term_of_a_name_is_told_of_the_first(browser: Client, welding: Term) -> None:
    add = reverse("wagtailsnippets_terms_term:add")
    html = browser.post(f"{add}?locale=pl", entry("Spawanie"), follow=True).content.decode()
    assert "Ten język ma już inny termin „spawanie”." in html
    assert f'href="{edit_address(welding)}"' in html.split("Ten język ma już")[1].split("</li>")[0]
    second = Term.objects.get(name="Spawanie")
    html = browser.post(edit_address(second), entry("Zgrzewanie"), follow=True).content.decode()
    assert "Ten język ma już" not in html
    html = browser.post(edit_address(second), entry("spawanie"), follow=True).content.decode()
    assert "Ten język ma już inny termin „spawanie”." in html


def edit_address(term: Term) -> str:
    """Return where a term is changed."""
    return reverse("wagtailsnippets_terms_term:edit", args=[term.pk])


def entry(name: str, *wordings: str) -> dict[str, str]:
    """Return what the form of a new term sends."""
    rows = ({"text": text, "status": "admitted", "ORDER": str(place)} for place, text in enumerate(wordings, start=1))
    return {"name": name, "definition": "", "source": "", **forms_of(*rows)}
