"""Who reads: the request and the visitor in a template context."""

from typing import cast

from django import template
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from pages.selectors import Visitor


def request_in(context: template.Context) -> HttpRequest | None:
    """Return the request, or None where a template is rendered without one."""
    return cast("HttpRequest | None", context.get("request"))


def user_in(context: template.Context) -> Visitor:
    """Return the visitor; a template without a request shows only what everybody may read."""
    request = request_in(context)
    user = getattr(request, "user", None)
    return user if user is not None else AnonymousUser()
