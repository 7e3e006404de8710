"""What our API is compared with: views that read the same bytes by raw queries and do nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from pages.publications.audience_keys import PUBLIC_AUDIENCE_ID

DETAIL = (
    "SELECT body FROM publications_publicationbody WHERE publication_id = "
    "(SELECT id FROM publications_publication WHERE kind = 'page' AND object_id = %s AND NOT deleted)"
)
ETAG = "SELECT etag FROM publications_publication WHERE kind = 'page' AND object_id = %s AND NOT deleted"
# By the tables that ours asks; only the items stand ready, as no installation would have them.
ITEMS = (
    "SELECT item FROM publications_publication JOIN benchmark_item USING (object_id) "
    "WHERE {condition} ORDER BY {order} LIMIT 20 OFFSET %s"
)
COUNT = "SELECT COUNT(*) FROM publications_publication WHERE {condition}"
LISTED = "kind = 'page' AND type = 'pages.CoursePage' AND NOT deleted AND audience_id = %s"
SELECTED = (
    f"{LISTED} AND locale_code = %s AND "  # noqa: S608 - no input
    "object_id IN (SELECT page_ptr_id FROM pages_coursepage WHERE specialisation_id = %s)"
)

Read = Callable[[HttpRequest | Request, int], tuple[int, bytes]]


def read_detail(_request: HttpRequest | Request, pk: int) -> tuple[int, bytes]:
    """Return the stored body of a page."""
    with connection.cursor() as cursor:
        cursor.execute(DETAIL, [pk])
        return 200, cursor.fetchone()[0].encode()


def read_etag(request: HttpRequest | Request, pk: int) -> tuple[int, bytes]:
    """Return 304 if the client has the page already."""
    with connection.cursor() as cursor:
        cursor.execute(ETAG, [pk])
        is_known = request.headers["If-None-Match"] == f'"{cursor.fetchone()[0]}"'
    return (304 if is_known else 200), b""


def read_list(request: HttpRequest | Request, _pk: int) -> tuple[int, bytes]:
    """Return the stored items of a part of a listing, and the total."""
    offset = int(request.GET.get("offset", 0))
    values: list[Any] = [PUBLIC_AUDIENCE_ID]
    if "locale" in request.GET:
        condition, order = SELECTED, "title"
        values += [request.GET["locale"], int(request.GET["specialisation"])]
    else:
        condition, order = LISTED, "path"
    with connection.cursor() as cursor:
        cursor.execute(ITEMS.format(condition=condition, order=order), [*values, offset])
        items = ",".join(row[0] for row in cursor.fetchall())
        cursor.execute(COUNT.format(condition=condition), values)
        total = cursor.fetchone()[0]
    return 200, f'{{"meta":{{"total_count":{total}}},"items":[{items}]}}'.encode()


class PassThrough(BaseRenderer):
    """Renders nothing: the bytes are there."""

    media_type = "application/json"
    format = "json"
    charset = None
    render_style = "binary"

    def render(self, data: bytes, accepted_media_type: str | None = None, renderer_context: Any = None) -> bytes:
        return data


class NoNegotiation(BaseContentNegotiation):
    """Takes the first renderer."""

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        return renderers[0], renderers[0].media_type


class DrfYardstick(APIView):
    """Everything that can be switched off is."""

    authentication_classes = ()
    permission_classes = ()
    throttle_classes = ()
    parser_classes = ()
    renderer_classes = (PassThrough,)
    content_negotiation_class = NoNegotiation
    read: Any = None

    def get(self, request: Request, pk: int = 0) -> Response:
        status, content = self.read(request, pk)
        return Response(content, status=status)


def plain(read: Read) -> Callable[..., HttpResponse]:
    """Return a bare view of Django."""

    def view(request: HttpRequest, pk: int = 0) -> HttpResponse:
        status, content = read(request, pk)
        return HttpResponse(content, status=status, content_type="application/json")

    return view


urlpatterns = [
    pattern
    for name, read in (("detail", read_detail), ("etag", read_etag), ("list", read_list))
    for kind, view in (("plain", plain(read)), ("drf", DrfYardstick.as_view(read=read)))
    for pattern in (path(f"{kind}/{name}/", view), path(f"{kind}/{name}/<int:pk>/", view))
]
