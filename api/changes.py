"""The feed of changes: an export of everything readable, then what has changed since."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from django.http import HttpResponseBase, QueryDict
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from wagtail.api.v2.utils import BadRequestError

from api.answers import answer
from api.cursors import ForeignCursorError, MalformedCursorError, seal, unseal
from api.details import stored_tag
from api.parameters import wants_html
from api.readers import Reader
from api.strict_views import StrictView
from pages.publications.epoch import current_epoch
from pages.publications.feed import ChangesLostError, FeedChange, FeedPart, Place, beginning, changes_from
from pages.publications.representation import dump
from pages.publications.rich_text_html import in_html

DEFAULT_LIMIT: Final = 100
LIMIT_MAX: Final = 200


class CursorGone(APIException):
    """The cursor leads nowhere any more: the copy has to be made anew."""

    status_code = HTTPStatus.GONE
    default_detail = "the cursor is not valid any more: begin again without one"


class ChangesView(StrictView):
    """Upserts and deletions in the order in which they were committed."""

    parameters = ("cursor", "limit")

    def get(self, request: Request) -> HttpResponseBase:
        """Answer with the changes after the cursor, or without one from the beginning."""
        limit = _read_limit(request.GET)
        epoch = current_epoch()
        place = _read_place(request.GET, self.reader, epoch)
        try:
            part = _read_part(place, self.reader, limit)
        except ChangesLostError as error:
            raise CursorGone from error
        content = _content(part, seal(part.place, self.reader.rights, epoch), as_html=wants_html(request.GET))
        return answer(request, content.encode())


def _read_part(place: Place, reader: Reader, limit: int) -> FeedPart:
    """Return the next changes for a reader.

    Between recognising him and reading, a new audience of his may have got its first change, and a known one a later:
    then the cursor must not move past the first, and the changes are read again.
    """
    while True:
        part = changes_from(place, reader.audience_ids, limit)
        renewed = reader.among(part.audience_keys)
        if renewed.audience_ids == reader.audience_ids:
            return part
        reader = renewed


def _read_limit(parameters: QueryDict) -> int:
    text = parameters.get("limit", str(DEFAULT_LIMIT))
    # As many digits as the largest has: `int` takes signs, spaces and underscores as well.
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(LIMIT_MAX)) and 1 <= int(text) <= LIMIT_MAX):
        message = f"limit must be an integer from 1 to {LIMIT_MAX}"
        raise BadRequestError(message)
    return int(text)


def _read_place(parameters: QueryDict, reader: Reader, epoch: str) -> Place:
    cursor = parameters.get("cursor")
    if cursor is None:
        return beginning(reader.audience_ids)
    try:
        return unseal(cursor, reader.rights, epoch)
    except MalformedCursorError as error:
        message = "cursor is malformed"
        raise BadRequestError(message) from error
    except ForeignCursorError as error:
        raise CursorGone from error


def _content(part: FeedPart, cursor: str, *, as_html: bool) -> str:
    items = ",".join(_item(change, as_html=as_html) for change in part.changes)
    return f'{{"items":[{items}],"meta":{dump({"next_cursor": cursor, "more": part.more})}}}'


def _item(change: FeedChange, *, as_html: bool) -> str:
    facts: dict[str, Any] = {
        "op": "delete" if change.deleted else "upsert",
        "kind": change.kind,
        "id": change.object_id,
        "type": change.type,
        "locale": change.locale_code or None,
        "etag": None if change.deleted else stored_tag(change.etag, as_html=as_html),
    }
    # The body is JSON already, and goes out as it is stored.
    body = "null" if change.deleted or change.body is None else change.body
    if as_html:
        body = in_html(body, change.html or "")
    return f'{dump(facts)[:-1]},"body":{body}}}'
