"""What is read of terms."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from uuid import UUID

from django.utils.translation import get_language
from wagtail.models import Locale

from pages.language.folding import fold, nfc
from pages.language.tokens import forms
from pages.terms.models import Term, TermForm
from pages.terms.termbase import Termbase, TermEntry
from pages.terms.versions import Remembered, termbase_version


def versions_of(terms: Iterable[Term]) -> Mapping[UUID, Mapping[str, Term]]:
    """Return each term in all its languages, by translation key and language code, in one query for all terms."""
    keys = {term.translation_key for term in terms}
    versions: dict[UUID, dict[str, Term]] = defaultdict(dict)
    for term in Term.objects.filter(translation_key__in=keys).select_related("locale"):
        versions[term.translation_key][term.locale.language_code] = term
    return versions


def concepts_with(text: str) -> frozenset[UUID]:
    """Return the concepts that have a text in a name, a form or a definition, whatever its capitals and marks.

    Read and compared here: SQLite takes capitals for small letters in plain Latin letters alone.
    """
    wanted = fold(plain_words(text))
    wordings = chain(
        Term.objects.values_list("translation_key", "name"),
        Term.objects.exclude(definition="").values_list("translation_key", "definition"),
        TermForm.objects.values_list("term__translation_key", "text"),
    )
    return frozenset(concept for concept, wording in wordings if wanted and wanted in fold(plain_words(wording)))


def terms_by_name() -> Mapping[tuple[str, str], Sequence[Term]]:
    """Return all terms by language and name, as `plain_words` gives it; there may be several of one name."""
    found: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for term in Term.objects.select_related("locale").order_by("pk"):
        found[term.locale.language_code, plain_words(term.name)].append(term)
    return found


def plain_words(text: str) -> str:
    """Return the words of a text without capitals and what stands between them."""
    return " ".join(forms(nfc(text)))


def language_at_first() -> str:
    """Return the language of the editor if the site has it, else the first one of the site."""
    codes = list(Locale.objects.values_list("language_code", flat=True))
    own = get_language() or ""
    return own if own in codes else next(iter(codes), "")


def termbase() -> Termbase:
    """Return the termbase; one small query where this process has read it already."""
    return _termbase.now()


def _read_termbase() -> Termbase:
    wordings: dict[tuple[int, bool], list[str]] = defaultdict(list)
    forms = TermForm.objects.order_by("term_id", "sort_order", "pk").values_list("term_id", "text", "status")
    for term_id, text, status in forms:
        wordings[term_id, status == TermForm.Status.FORBIDDEN].append(text)
    entries: dict[str, list[TermEntry]] = defaultdict(list)
    terms = Term.objects.order_by("pk").values_list("pk", "translation_key", "name", "locale__language_code")
    for pk, concept, name, language_code in terms:
        entry = TermEntry(concept, name, tuple(wordings[pk, False]), tuple(wordings[pk, True]))
        entries[language_code].append(entry)
    return Termbase({language_code: tuple(found) for language_code, found in entries.items()})


_termbase = Remembered(termbase_version, _read_termbase)
