"""Loading of the seed into the termbase."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from wagtail.models import Locale
from wagtail.search.backends import get_search_backends

from pages.publications.dependants import object_key
from pages.publications.marks import Marks
from pages.publications.pending import mark
from pages.terms.models import Term, TermForm
from pages.terms.seed_files import SeedTerm, read_concepts
from pages.terms.versions import termbase_version


class _KnownTerm(NamedTuple):
    translation_key: UUID
    language_code: str
    name: str


@transaction.atomic
def load_seed() -> int:
    """Add the terms of the seed that are missing in the languages of the site; returns how many.

    A term that is there is left as it is, since editors own it; so is a concept of which they have a
    term of their own under the same name.
    """
    known = [_KnownTerm(*row) for row in Term.objects.values_list("translation_key", "locale__language_code", "name")]
    missing = list(_missing(known))
    if missing:
        # At once, not one by one, which would take some 3,000 queries and a task for each.
        terms = Term.objects.bulk_create(term for term, _seed in missing)
        TermForm.objects.bulk_create(form for term, seed in missing for form in _forms(term, seed))
        _announce(terms, {term.translation_key for term in known})
    return len(missing)


def seeded_terms(language_code: str) -> dict[str, Term]:
    """Return the terms of the seed in one language, by the keys of their concepts."""
    terms = Term.objects.filter(locale__language_code=language_code)
    by_key = {term.translation_key: term for term in terms}
    concepts = read_concepts()
    return {each.key: by_key[each.translation_key] for each in concepts if each.translation_key in by_key}


def _missing(known: Collection[_KnownTerm]) -> Iterator[tuple[Term, SeedTerm]]:
    concepts = read_concepts()
    of_the_seed = {concept.translation_key for concept in concepts}
    of_editors = {(term.language_code, term.name) for term in known if term.translation_key not in of_the_seed}
    there = {(term.translation_key, term.language_code) for term in known}
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    for concept in concepts:
        names = {(language_code, seed.name) for language_code, seed in concept.terms.items()}
        if names & of_editors:
            continue
        for language_code, seed in concept.terms.items():
            if language_code in locales and (concept.translation_key, language_code) not in there:
                term = Term(
                    translation_key=concept.translation_key,
                    locale=locales[language_code],
                    name=seed.name,
                    definition=seed.definition,
                )
                yield term, seed


def _forms(term: Term, seed: SeedTerm) -> list[TermForm]:
    admitted = [(text, TermForm.Status.ADMITTED) for text in seed.admitted]
    forbidden = [(text, TermForm.Status.FORBIDDEN) for text in seed.forbidden]
    return [
        TermForm(term=term, text=text, status=status, sort_order=number)
        for number, (text, status) in enumerate([*admitted, *forbidden])
    ]


def _announce(terms: Sequence[Term], known_keys: Collection[UUID]) -> None:
    """Do for terms written at once what the signals of each would do."""
    for backend in get_search_backends(with_auto_update=True):
        backend.add_bulk(Term, terms)
    # No page shows a new term, unless it shows the same concept in another language.
    joined = [object_key(Term, term.pk) for term in terms if term.translation_key in known_keys]
    if joined:
        mark(Marks(objects=frozenset(joined)))
    termbase_version.renew()
