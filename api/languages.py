"""The locale rule: ``locale=lt&fallback=pl,en`` is an ordered list of languages, strict without ``fallback``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.shortcuts import get_object_or_404
from wagtail.api.v2.utils import BadRequestError
from wagtail.coreutils import get_content_languages
from wagtail.models import Locale

from pages.publications.models import Publication

PARAMETERS = ("locale", "fallback")


@dataclass(frozen=True)
class LanguagePreference:
    """The languages that a reader takes, the one he asks for first."""

    requested: str
    fallback: Sequence[str] = ()

    @property
    def codes(self) -> list[str]:
        """Return the languages in the reader's order."""
        return list(dict.fromkeys([self.requested, *self.fallback]))

    def rank(self, language_code: str) -> int:
        """Return the place of a language in the reader's order."""
        return self.codes.index(language_code)


def require_locale(language_code: str) -> None:
    """Raise an Http404 for a language that the site does not have, as Wagtail's filter does."""
    get_object_or_404(Locale, language_code=language_code)


def site_languages() -> list[str]:
    """Return the codes of the languages of the site."""
    return list(get_content_languages())


def read_preference(parameters: QueryDict) -> LanguagePreference | None:
    """Return the languages that are asked for, if any; a BadRequestError names those which the site does not have."""
    requested = parameters.get("locale")
    if requested is None:
        if "fallback" in parameters:
            message = "fallback needs locale"
            raise BadRequestError(message)
        return None
    fallback = [code.strip() for code in parameters.get("fallback", "").split(",")] if "fallback" in parameters else []
    known = site_languages()
    for name, codes in (("locale", [requested]), ("fallback", fallback)):
        unknown = [code for code in codes if code not in known]
        if unknown:
            message = f"{name} must be of {', '.join(known)}"
            raise BadRequestError(message)
    return LanguagePreference(requested, tuple(fallback))


def site_preference(parameters: QueryDict) -> LanguagePreference:
    """Return the languages for what the site has once in each, by default its first."""
    return read_preference(parameters) or LanguagePreference(settings.LANGUAGE_CODE)


def versions(readable: QuerySet[Publication], preference: LanguagePreference) -> QuerySet[Publication]:
    """Return the publications in the languages that a reader takes.

    An alias has the text of another language, so that it is a version only for a reader who takes no fallback.
    """
    found = readable.filter(locale_code__in=preference.codes)
    return found.filter(alias_of_id=None) if preference.fallback else found


def first_versions(readable: QuerySet[Publication], preference: LanguagePreference) -> QuerySet[Publication]:
    """Return of each translation set the readable publication in the first language available."""
    found = versions(readable, preference)
    codes = preference.codes
    chosen = Q(locale_code=codes[0])
    for place, code in enumerate(codes[1:], start=1):
        better = found.filter(translation_key=OuterRef("translation_key"), locale_code__in=codes[:place])
        chosen |= Q(~Exists(better), locale_code=code)
    return found.filter(chosen)
