"""Filters on a detail: as in Wagtail's API v2, an object that they leave out is not found."""

from __future__ import annotations

from collections.abc import Collection
from copy import copy
from typing import Final

from django.db.models import Model
from django.http import Http404, HttpRequest, QueryDict

from api.languages import PARAMETERS as LANGUAGE_PARAMETERS
from api.listings import PRESENTATION
from api.selection import Selector
from pages.publications.models import PublicationKind

# What a detail has by itself: these choose a form or a version of the object.
OWN: Final = PRESENTATION | {*LANGUAGE_PARAMETERS, "version"}


def require_selected(request: HttpRequest, kind: PublicationKind, audience_ids: frozenset[int], pk: int) -> None:
    """Raise an Http404 for an object that filters leave out; unlike in a listing, unknown parameters have no effect.

    Without filters a page of any site is found, as `detail_url` has one host only. A BadRequestError says which filter
    is wrong.
    """
    if OWN.issuperset(request.GET):
        return
    selector = Selector(request, kind, audience_ids)
    names = (set(request.GET) & selector.known_parameters()) - OWN
    if not names:
        return
    selection = Selector(_with_only(names, request), kind, audience_ids).select()
    if not selection.among([pk]).count():
        raise no_match(selection.model)


def no_match(model: type[Model]) -> Http404:
    """Return the error that Wagtail's API raises where it finds no object of a model."""
    return Http404(f"No {model._meta.object_name} matches the given query.")


def _with_only(names: Collection[str], request: HttpRequest) -> HttpRequest:
    parameters = QueryDict(mutable=True)
    for name in names:
        parameters.setlist(name, request.GET.getlist(name))
    narrowed = copy(request)
    narrowed.GET = parameters  # type: ignore[assignment]
    return narrowed
