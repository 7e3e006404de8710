"""The types of pages that an installation has."""

from functools import cache

from django.apps import apps
from django.db.models import Model


@cache
def page_types() -> tuple[type[Model], ...]:
    """Return the models of pages, without the one that all of them extend."""
    page = apps.get_model("wagtailcore.Page")
    return tuple(model for model in apps.get_models() if issubclass(model, page) and model is not page)
