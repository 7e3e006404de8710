"""What can be asked, and with what each address answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from api import shapes
from api.schema import parameters as p
from api.schema.components import (
    STRING,
    Components,
    Schema,
    list_of,
    record,
)
from api.schema.resources import any_schema, change_schema, listed_schema, models_of, selection_schema
from api.schema.searching import search_parameters, search_schema
from pages.publications.models import PublicationKind
from pages.publications.references import ENDPOINTS

Operation = dict[str, Any]

_ERRORS: Final = {
    "400": "A parameter is wrong; the detail says which.",
    "401": "The token is unknown, expired or revoked.",
    "403": "The token does not open drafts, or is no preview token that still holds.",
    "404": "There is nothing that this reader may read.",
    "410": "The cursor is too old, or the reader's rights have changed: begin again without one.",
    "429": "Too many requests; `Retry-After` says when to come back.",
    "503": "Not available for a moment; `Retry-After` says when to come back.",
}
_ALWAYS: Final = ("400", "401", "429")
_ONE: Final = {
    PublicationKind.PAGE: "a page",
    PublicationKind.IMAGE: "an image",
    PublicationKind.DOCUMENT: "a document",
    PublicationKind.MEDIA: "a media item",
}
_RETRY_AFTER: Final = {"Retry-After": {"description": "When to come back, in seconds.", "schema": {"type": "string"}}}


def paths(components: Components) -> dict[str, Any]:
    """Return all addresses of the API, below its root."""
    found: dict[str, Any] = {}
    for kind, name in ENDPOINTS.items():
        found[f"/{name}/"] = {"get": _listing(kind, components)}
        found[f"/{name}/{{id}}/"] = {"get": _detail(kind, components)}
        found[f"/{name}/find/"] = {"get": _find(kind, components)}
    found |= _search(components) | _suggestions(components) | _preview(components) | _feed(components)
    return found | _site(components) | _redirects(components)


def operation(
    components: Components,
    *,
    identifier: str,
    tag: str,
    summary: str,
    answer: Schema | None,
    parameters: Sequence[p.Parameter] = (),
    errors: Sequence[str] = (),
) -> Operation:
    """Return an operation; one without an answer leads elsewhere."""
    problem = components.of_type(shapes.Problem)
    content = {"application/problem+json": {"schema": problem}}
    responses: dict[str, Any] = {
        code: {
            "description": _ERRORS[code],
            **({"headers": _RETRY_AFTER} if "Retry-After" in _ERRORS[code] else {}),
            "content": content,
        }
        for code in sorted({*_ALWAYS, *errors})
    }
    if answer is None:
        location = {"Location": {"description": "Where it is.", "schema": {"type": "string"}}}
        responses = {"302": {"description": "It is elsewhere.", "headers": location}, **responses}
    else:
        headers = {"ETag": {"description": "For `If-None-Match`.", "schema": {"type": "string"}}}
        content = {"application/json": {"schema": answer}}
        responses = {
            "200": {"description": "The answer.", "headers": headers, "content": content},
            "304": {"description": "Unchanged since the answer with that `ETag`."},
            **responses,
        }
    return {
        "operationId": identifier,
        "tags": [tag],
        "summary": summary,
        "parameters": list(parameters),
        "responses": responses,
    }


def _listing(kind: PublicationKind, components: Components) -> Operation:
    item = {"anyOf": [listed_schema(kind, components), selection_schema(components)]}
    meta = components.of_type(shapes.Total)
    own = [p.locale(), p.fallback(), *p.tree_filters()] if kind == PublicationKind.PAGE else [p.shown_on()]
    taken = {parameter["name"] for parameter in own}
    filters = [f for f in p.field_filters(models_of(kind), kind) if f["name"] not in taken]
    return operation(
        components,
        identifier=f"list_{ENDPOINTS[kind]}",
        tag=ENDPOINTS[kind],
        summary=f"List {_noun(kind)}s",
        answer=record({"meta": meta, "items": list_of(item)}),
        parameters=[p.FIELDS, p.limit(), p.OFFSET, p.ORDER, p.RICH_TEXT_FORMAT, *own, *filters],
        # 404 for a site that there is not, as in Wagtail's own API.
        errors=["404", "503"] if kind == PublicationKind.PAGE else [],
    )


def _detail(kind: PublicationKind, components: Components) -> Operation:
    own = [p.locale(), p.fallback(), p.VERSION] if kind == PublicationKind.PAGE else []
    return operation(
        components,
        identifier=f"get_{_noun(kind).replace(' ', '_')}",
        tag=ENDPOINTS[kind],
        summary=f"Get {_ONE[kind]}",
        answer={"anyOf": [any_schema(kind, components), selection_schema(components)]},
        parameters=[p.identifier(), p.FIELDS, p.RICH_TEXT_FORMAT, *own],
        errors=["403", "404", "503"] if kind == PublicationKind.PAGE else ["404", "503"],
    )


def _find(kind: PublicationKind, components: Components) -> Operation:
    number = p.query("id", STRING, "An id.")
    is_page = kind == PublicationKind.PAGE
    own = [p.HTML_PATH, p.locale(), p.fallback()] if is_page else []
    words = "address or id" if is_page else "id"
    return operation(
        components,
        identifier=f"find_{_noun(kind).replace(' ', '_')}",
        tag=ENDPOINTS[kind],
        summary=f"Find {_ONE[kind]} by its {words}",
        answer=None,
        parameters=[number, *own],
        errors=["404"],
    )


def _search(components: Components) -> dict[str, Any]:
    search = operation(
        components,
        identifier="search",
        tag="search",
        summary="Search the site",
        answer=search_schema(components),
        parameters=search_parameters(),
        # 404 for a site that there is not, as of a listing.
        errors=["404", "503"],
    )
    return {"/search/": {"get": search}}


def _suggestions(components: Components) -> dict[str, Any]:
    suggestions = operation(
        components,
        identifier="suggest",
        tag="search",
        summary="Suggest titles and terms for what is being typed",
        answer=components.of_type(shapes.Suggestions),
        parameters=[p.TYPED, p.locale()],
        errors=["503"],
    )
    return {"/suggest/": {"get": suggestions}}


def _preview(components: Components) -> dict[str, Any]:
    draft = operation(
        components,
        identifier="get_preview",
        tag="pages",
        summary="Get the draft of the page that a preview token is for",
        answer=any_schema(PublicationKind.PAGE, components),
        parameters=[p.PREVIEW_TOKEN, p.RICH_TEXT_FORMAT],
        errors=["403", "404"],
    )
    return {"/preview/": {"get": draft}}


def _feed(components: Components) -> dict[str, Any]:
    change = change_schema(components)
    changes = record({"items": list_of(change), "meta": components.of_type(shapes.ChangesMeta)})
    feed = operation(
        components,
        identifier="list_changes",
        tag="changes",
        summary="Export everything readable, then follow what changes",
        answer=changes,
        parameters=[p.CURSOR, p.CHANGES_LIMIT, p.RICH_TEXT_FORMAT],
        errors=["410"],
    )
    return {"/changes/": {"get": feed}}


def _site(components: Components) -> dict[str, Any]:
    resources: Sequence[tuple[str, str, Any, Sequence[p.Parameter]]] = (
        ("locales", "The languages of the site", shapes.SiteLocales, ()),
        ("navigation", "The menus of the site", shapes.Navigation, (p.locale(), p.fallback())),
        (
            "settings",
            "Co-funding, contact and footer",
            shapes.SiteSettings,
            (p.locale(), p.fallback(), p.RICH_TEXT_FORMAT),
        ),
    )
    return {
        f"/{name}/": {
            "get": operation(
                components,
                identifier=f"get_{name}",
                tag="site",
                summary=summary,
                answer=components.of_type(shape),
                parameters=parameters,
                errors=["404"],
            )
        }
        for name, summary, shape, parameters in resources
    }


def _redirects(components: Components) -> dict[str, Any]:
    listed = operation(
        components,
        identifier="list_redirects",
        tag="redirects",
        summary="List redirects",
        answer=components.of_type(shapes.Redirects),
        parameters=[p.limit(), p.OFFSET],
    )
    one = operation(
        components,
        identifier="get_redirect",
        tag="redirects",
        summary="Get a redirect",
        answer=components.of_type(shapes.Redirect),
        parameters=[p.identifier()],
        errors=["404"],
    )
    found = operation(
        components,
        identifier="find_redirect",
        tag="redirects",
        summary="Find the redirect of an old address",
        answer=None,
        parameters=[{**p.HTML_PATH, "required": True}],
        errors=["404"],
    )
    return {"/redirects/": {"get": listed}, "/redirects/{id}/": {"get": one}, "/redirects/find/": {"get": found}}


def _noun(kind: PublicationKind) -> str:
    return _ONE[kind].partition(" ")[2]
