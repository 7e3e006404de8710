"""The fields that a query may name, in each language of the site, and what their values mean."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache

from django.conf import settings
from django.utils.translation import get_language_info, override
from wagtail.coreutils import get_content_languages

from pages.language.folding import fold
from search.page_types import page_types


class Field(StrEnum):
    """What the value of a piece is looked for in."""

    TITLE = "title"
    TYPE = "type"
    LANGUAGE = "language"


# Folded, since a name is found with and without its marks.
_NAMES = {
    "title": Field.TITLE,
    "tytul": Field.TITLE,
    "pavadinimas": Field.TITLE,
    "type": Field.TYPE,
    "rodzaj": Field.TYPE,
    "typ": Field.TYPE,
    "rusis": Field.TYPE,
    "tipas": Field.TYPE,
    "lang": Field.LANGUAGE,
    "language": Field.LANGUAGE,
    "jezyk": Field.LANGUAGE,
    "kalba": Field.LANGUAGE,
}


def field_named(name: str) -> Field | None:
    """Return the field that a visitor calls so in any language."""
    return _NAMES.get(_plain(name))


def types_named(value: str) -> tuple[str, ...]:
    """Return the page types called so, else those whose name begins so: `film` is `pages.VideoPage`."""
    _app, _dot, name = _plain(value).rpartition(".")
    return _called(name, _type_names())


def languages_named(value: str) -> tuple[str, ...]:
    """Return the codes of the languages called so, else of those whose name begins so."""
    return _called(_plain(value), _language_names())


def _called(wanted: str, names: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return the keys with this name; if there is none, those with a name that begins so."""
    names = tuple(names)
    exact = {key for name, key in names if name == wanted}
    return tuple(sorted(exact or {key for name, key in names if wanted and name.startswith(wanted)}))


@cache
def _type_names() -> tuple[tuple[str, str], ...]:
    names = {(str(model._meta.model_name), model._meta.label) for model in page_types()}
    for code, _name in settings.LANGUAGES:
        with override(code):
            for model in page_types():
                names.add((_plain(str(model._meta.verbose_name)), model._meta.label))
                names.add((_plain(str(model._meta.verbose_name_plural)), model._meta.label))
    return tuple(sorted(names))


def _language_names() -> Iterator[tuple[str, str]]:
    for code in get_content_languages():
        info = get_language_info(code)
        yield _plain(code), code
        yield _plain(info["name"]), code
        yield _plain(info["name_local"]), code
        for reader, _reader_name in settings.LANGUAGES:
            with override(reader):
                yield _plain(str(get_language_info(code)["name_translated"])), code


def _plain(text: str) -> str:
    return fold(" ".join(text.lower().split()))
