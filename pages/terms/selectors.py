"""What is read of terms."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from pages.terms.models import Term


def versions_of(terms: Iterable[Term]) -> Mapping[UUID, Mapping[str, Term]]:
    """Return each term in all its languages, by translation key and language code, in one query for all terms."""
    keys = {term.translation_key for term in terms}
    versions: dict[UUID, dict[str, Term]] = defaultdict(dict)
    for term in Term.objects.filter(translation_key__in=keys).select_related("locale"):
        versions[term.translation_key][term.locale.language_code] = term
    return versions
