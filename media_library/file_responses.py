"""Answers that carry a stored file; whoever calls has checked the access already."""

import hashlib
from dataclasses import dataclass
from functools import partial

from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from media_library.serving import (
    ByteRange,
    RangeNotSatisfiableError,
    parse_range,
    range_holds,
    read_blocks,
)


@dataclass(frozen=True)
class StoredFile:
    """What a client may know of a file before it reads it."""

    size: int
    modified: int
    etag: str

    @classmethod
    def of(cls, file: FieldFile) -> "StoredFile":
        """Look at the file in its storage; raises `Http404` where it is missing."""
        try:
            size = file.storage.size(str(file.name))
            modified = file.storage.get_modified_time(str(file.name)).timestamp()
        except (FileNotFoundError, ValueError) as error:
            raise Http404 from error
        # Name, size and microsecond tell versions apart without reading gigabytes.
        version = f"{file.name}\n{size}\n{modified!r}"
        etag = f'"{hashlib.sha256(version.encode()).hexdigest()[:32]}"'
        return cls(size, int(modified), etag)


def file_response(request: HttpRequest, file: FieldFile, headers: dict[str, str]) -> HttpResponseBase:
    """Return the file, or the range of it that was asked for, or that it has not changed."""
    stored = StoredFile.of(file)
    headers = {
        **headers,
        "Accept-Ranges": "bytes",
        "ETag": stored.etag,
        "Last-Modified": http_date(stored.modified),
        "X-Content-Type-Options": "nosniff",
    }
    whole = HttpResponse(headers={**headers, "Content-Length": str(stored.size)})
    answer = get_conditional_response(request, stored.etag, stored.modified, whole)
    if answer is not whole or request.method == "HEAD":
        return answer or whole
    try:
        byte_range = _wanted_range(request, stored)
    except RangeNotSatisfiableError:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{stored.size}"})
    return _streamed(file, stored, byte_range, headers)


def _wanted_range(request: HttpRequest, stored: StoredFile) -> ByteRange | None:
    if not range_holds(request.headers.get("If-Range", ""), stored.etag):
        return None
    return parse_range(request.headers.get("Range", ""), stored.size)


def _streamed(
    file: FieldFile, stored: StoredFile, byte_range: ByteRange | None, headers: dict[str, str]
) -> StreamingHttpResponse:
    part = byte_range or ByteRange(0, stored.size)
    blocks = read_blocks(partial(file.storage.open, str(file.name), "rb"), part)
    response = StreamingHttpResponse(blocks, headers=headers)
    response["Content-Length"] = str(part.length)
    if byte_range:
        response.status_code = 206
        response["Content-Range"] = byte_range.content_range(stored.size)
    return response
