"""Query parameters, each described once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.db.models import Field, Model

from api.changes import LIMIT_MAX as CHANGES_LIMIT_MAX
from api.languages import site_languages
from api.pagination import DEFAULT_LIMIT, limit_max
from api.parameters import RICH_TEXT_FORMATS, SEARCH_OPERATORS
from api.schema.components import INTEGER, STRING, Schema, choice_of, constant
from pages.publications.endpoints import ENDPOINT_CLASSES
from pages.publications.models import PublicationKind
from search.query import LONGEST_TEXT

Parameter = dict[str, Any]


def query(name: str, schema: Schema, description: str, *, required: bool = False) -> Parameter:
    """Return a query parameter."""
    return {"name": name, "in": "query", "required": required, "description": description, "schema": schema}


def identifier() -> Parameter:
    """Return the id in an address."""
    schema = {"type": "integer", "minimum": 1, "maximum": 2**31 - 1}
    return {"name": "id", "in": "path", "required": True, "schema": schema}


FIELDS: Final = query(
    "fields",
    STRING,
    "Which fields to answer with: `a,b` adds to the default, `-a` leaves out, `*` stands for all, `_` for none; "
    "`parent(title)` chooses within a relation, two levels deep.",
)
RICH_TEXT_FORMAT: Final = query(
    "rich_text_format",
    {**choice_of(RICH_TEXT_FORMATS), "default": RICH_TEXT_FORMATS[0]},
    "`html` has links and embeds ready to be shown, `db_html` as the editor stores them.",
)
OFFSET: Final = query("offset", {"type": "integer", "minimum": 0}, "How many to leave out before them.")
ORDER: Final = query(
    "order", STRING, "Fields to order by, with commas between them; `-` before a name reverses, `random` shuffles."
)
HTML_PATH: Final = query("html_path", STRING, "An address of the site, such as `/lt/mokymai/`.")
VERSION: Final = query("version", constant("draft"), "The draft in place of what is published; needs `read:draft`.")
SITE: Final = query(
    "site",
    STRING,
    "Host name of a site, with its port where two sites share the name; without it the site of the request's host.",
)
TYPED: Final = query(
    "q",
    {"type": "string", "maxLength": LONGEST_TEXT},
    "What has been typed so far; the last word may be a beginning.",
    required=True,
)
PREVIEW_TOKEN: Final = query("token", STRING, "What the admin gave the front end for one page.", required=True)
CURSOR: Final = query("cursor", STRING, "Where to go on; without it the answer is the beginning of an export.")
CHANGES_LIMIT: Final = query(
    "limit", {"type": "integer", "minimum": 1, "maximum": CHANGES_LIMIT_MAX}, "How many changes to answer with."
)


def limit() -> Parameter:
    """Return the parameter that says how many objects of a listing to answer with."""
    schema = {"type": "integer", "minimum": 0, "maximum": limit_max()}
    return query("limit", schema, f"How many to answer with; {min(DEFAULT_LIMIT, limit_max())} if not given.")


def locale() -> Parameter:
    """Return the parameter that asks for a language."""
    return query("locale", choice_of(site_languages()), "The language to answer in.")


def fallback() -> Parameter:
    """Return the parameter that names the languages to fall back to."""
    description = "Languages in place of one that is missing, the preferred first, with commas between them."
    one = "|".join(site_languages())
    return query("fallback", {"type": "string", "pattern": f"^({one})(,({one}))*$"}, description)


def tree_filters() -> list[Parameter]:
    """Return the filters of a listing of pages by their place in the tree, their language and their words."""
    number = {"type": "integer", "minimum": 1}
    return [
        query("type", STRING, "Page types such as `pages.CoursePage`, with commas between them."),
        query("child_of", {"anyOf": [number, constant("root")]}, "Pages directly below this one."),
        query("descendant_of", {"anyOf": [number, constant("root")]}, "Pages anywhere below this one."),
        query("ancestor_of", number, "Pages above this one."),
        query("translation_of", {"anyOf": [number, constant("root")]}, "Versions of this page in other languages."),
        SITE,
        query("search", STRING, "Words to find, as on the search page; answers the best first."),
        query("search_operator", choice_of(SEARCH_OPERATORS), "Taken for the sake of clients; ranking decides."),
    ]


def field_filters(models: Iterable[type[Model]], kind: PublicationKind) -> list[Parameter]:
    """Return a filter for each field that has a column: exact values."""
    found: dict[str, tuple[Schema, list[str]]] = {}
    for model in models:
        names = ENDPOINT_CLASSES[kind].get_available_fields(model, db_fields_only=True)
        for name in names:
            found.setdefault(name, (_schema_of(model, name), []))[1].append(model._meta.label)
    everywhere = max(len(labels) for _schema, labels in found.values())
    return [
        query(name, schema, "" if len(labels) == everywhere else f"Only with `type={'` or `'.join(labels)}`.")
        for name, (schema, labels) in sorted(found.items())
    ]


def _schema_of(model: type[Model], name: str) -> Schema:
    field = model._meta.get_field(name)
    internal = field.get_internal_type() if isinstance(field, Field) else ""
    if internal == "BooleanField":
        return choice_of(["true", "false", "1", "0"])
    if internal.endswith(("IntegerField", "AutoField")):
        return INTEGER
    return STRING


def shown_on() -> Parameter:
    """Return the filter of files by the page that shows them."""
    return query("shown_on", {"type": "integer", "minimum": 0}, "Files that this page shows or links to.")
