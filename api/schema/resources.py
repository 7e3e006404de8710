"""Schemas of pages, images, documents and media items: one for each type of page."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Model
from wagtail.models import Page, get_page_models

from api.schema.components import Components, Schema
from api.schema.fields import record_schema
from pages.publications.kinds import model_of
from pages.publications.models import PublicationKind
from pages.publications.projection import plan_fields, stored_serializer

SELECTION_DESCRIPTION = "What `fields` leaves of an object: its fields have the same form as without it."


def models_of(kind: PublicationKind) -> Sequence[type[Model]]:
    """Return the models of a kind."""
    if kind != PublicationKind.PAGE:
        return [model_of(kind)]
    concrete = [model for model in get_page_models() if model is not Page and not model._meta.abstract]
    return sorted(concrete, key=lambda model: model._meta.label)


def detail_schema(model: type[Model], components: Components) -> Schema:
    """Return a reference to what a detail answers for an object of a model, as the feed does."""
    return components.named(model.__name__, lambda: _record(model, components, detail=True))


def listed_schema(kind: PublicationKind, components: Components) -> Schema:
    """Return a reference to what a listing answers for each object of a kind."""
    model = Page if kind == PublicationKind.PAGE else model_of(kind)
    name = f"Listed{model.__name__}"
    return components.named(name, lambda: _listed(model, components))


def selection_schema(components: Components) -> Schema:
    """Return a reference to an object of which ``fields`` names the parts."""
    return components.named(
        "Selection", lambda: {"type": "object", "description": SELECTION_DESCRIPTION, "additionalProperties": True}
    )


def _listed(model: type[Model], components: Components) -> Schema:
    schema = _record(model, components, detail=False)
    if model is Page:
        # A listing of all types answers with the type of each.
        labels = [model._meta.label for model in models_of(PublicationKind.PAGE)]
        schema["properties"]["meta"]["properties"]["type"] = {"enum": labels}
    return schema


def _record(model: type[Model], components: Components, *, detail: bool) -> Schema:
    plan = plan_fields(model, None, detail=detail)
    description = (model.__doc__ or "").strip().partition("\n")[0]
    return record_schema(stored_serializer(model)(), plan, components, description=description)
