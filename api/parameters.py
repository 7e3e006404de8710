"""What all endpoints ask of the parameters of a request."""

from __future__ import annotations

from collections.abc import Collection

from django.http import QueryDict
from wagtail.api.v2.utils import BadRequestError

# Parameters without effect: a cache buster, and one that the base view checks.
EVERYWHERE = frozenset({"_", "format", "rich_text_format"})

RICH_TEXT_FORMATS = ("db_html", "html")

SEARCH_OPERATORS = ("and", "or")


def wants_html(parameters: QueryDict) -> bool:
    """Say whether rich text is asked for as HTML; a BadRequestError names the forms there are."""
    text_format = parameters.get("rich_text_format", RICH_TEXT_FORMATS[0])
    if text_format not in RICH_TEXT_FORMATS:
        message = "rich_text_format must be 'db_html' or 'html'"
        raise BadRequestError(message)
    return text_format == "html"


def refuse_unknown(parameters: QueryDict, known: Collection[str]) -> None:
    """Raise a BadRequestError that names the parameters which an endpoint does not have."""
    unknown = set(parameters) - EVERYWHERE - set(known)
    if unknown:
        message = f"query parameter is not an operation or a recognised field: {', '.join(sorted(unknown))}"
        raise BadRequestError(message)
    refuse_null(parameters)


def refuse_null(parameters: QueryDict) -> None:
    """Raise a BadRequestError for a character that PostgreSQL has none of."""
    if any("\x00" in value for _name, values in parameters.lists() for value in values):
        message = "null characters are not allowed"
        raise BadRequestError(message)


def refuse_operator(parameters: QueryDict) -> None:
    """Raise a BadRequestError for an operator of searching that there is none of."""
    if parameters.get("search_operator", "or") not in SEARCH_OPERATORS:
        message = "search operator must be either 'and' or 'or'"
        raise BadRequestError(message)
