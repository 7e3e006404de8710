"""The version of the representation: the same content under another version may be other bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from django.apps import apps
from django.conf import settings
from django.db.models import Model
from django.utils.crypto import salted_hmac
from rest_framework.fields import Field
from rest_framework.relations import ManyRelatedField
from rest_framework.serializers import BaseSerializer
from wagtail.models import Page

from media_library.selectors import RENDITION_WIDTHS
from pages.publications.kinds import FILE_KINDS, model_of
from pages.publications.projection import stored_config, stored_serializer

# Raise it with every change of this code that makes other bytes of the same content; a test finds most of them.
BUILDER_VERSION: Final = 8

# What goes into addresses, texts and dates.
SETTINGS: Final = ("WAGTAILAPI_BASE_URL", "LANGUAGE_CODE", "TIME_ZONE")


def representation_version() -> str:
    """Return a digest of all that a publication is made by, besides content.

    That is this code, the `api_fields` of all models, and the settings that are found in bodies: among them the key
    that signs addresses, of which no more than a signature is taken.
    """
    signature = salted_hmac(__name__, "addresses", algorithm="sha256").hexdigest()
    # By code: their names are in the language of whoever asks.
    languages = [code for code, _name in settings.LANGUAGES]
    values = {name: getattr(settings, name) for name in SETTINGS}
    return _version(json.dumps([values, languages, signature]))


@lru_cache(maxsize=8)
def _version(surroundings: str) -> str:
    facts = [BUILDER_VERSION, surroundings, RENDITION_WIDTHS, [_shape(model) for model in _published_models()]]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:32]


def forget() -> None:
    """Compute the version anew: in a test, which changes what it is computed from."""
    _version.cache_clear()


def _published_models() -> list[type[Model]]:
    pages = [model for model in apps.get_models() if issubclass(model, Page)]
    return sorted([*pages, *(model_of(kind) for kind in FILE_KINDS)], key=lambda model: model._meta.label)


def _shape(model: type[Model]) -> list[Any]:
    return [model._meta.label, stored_config(model), list(_fields(stored_serializer(model)()))]


def _fields(serializer: BaseSerializer, path: str = "") -> Iterator[list[str]]:
    """Yield name, source and class of each field, also of what is nested in it."""
    for name, field in getattr(serializer, "fields", {}).items():
        yield [path + name, str(field.source), _dotted(field)]
        nested = _nested(field)
        if nested is not None:
            yield from _fields(nested, f"{path}{name}.")


def _nested(field: Field) -> BaseSerializer | None:
    if isinstance(field, ManyRelatedField):
        return _nested(field.child_relation)
    if isinstance(field, BaseSerializer):
        return field
    serializer_class = getattr(field, "serializer_class", None)
    return serializer_class() if serializer_class else None


def _dotted(field: Field) -> str:
    return f"{type(field).__module__}.{type(field).__qualname__}"
