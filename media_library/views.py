"""Every byte of the media library goes out through one of these views, and each asks first."""

import hashlib
from collections.abc import Callable
from functools import partial, wraps
from mimetypes import guess_type
from typing import Concatenate, ParamSpec
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe
from wagtail.documents.models import document_served
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError
from wagtail.wagtail_hooks import require_wagtail_login

from media_library.access import CredentialsRefusedError, ReadableFile, can_read, get_reader_authentication, is_public
from media_library.file_responses import file_response
from media_library.image_urls import image_url, is_signed, versioned_filename
from media_library.models import Document, Image, MediaItem, Rendition
from media_library.selectors import (
    RENDITION_WIDTHS,
    filter_for_width,
    poster_url,
    readable_tracks,
)
from media_library.webvtt import render_webvtt

P = ParamSpec("P")

View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

# As Wagtail's own views: a file opened by itself runs nothing and loads nothing.
NO_CONTENT_POLICY = "default-src 'none'"
A_DAY = 24 * 3600


def refusing_credentials(view: View[P]) -> View[P]:
    """Let a view answer credentials that open nothing with the refusal."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except CredentialsRefusedError as error:
            return error.response

    return answer


@require_safe
@refusing_credentials
def media_file(request: HttpRequest, media_id: int, filename: str) -> HttpResponseBase:
    """Serve a video or audio file."""
    item = get_object_or_404(MediaItem, pk=media_id)
    public = _check_access(request, item, knows_address=item.filename == filename)
    if item.filename != filename:
        raise Http404
    content_type = guess_type(filename)[0] or ""
    headers = {"Content-Type": content_type, **_cache_headers(public=public)}
    if not content_type.startswith(("audio/", "video/")):
        headers["Content-Type"] = "application/octet-stream"
        headers["Content-Disposition"] = "attachment"
    return file_response(request, item.file, headers)


@require_safe
@refusing_credentials
def track(request: HttpRequest, media_id: int, track_id: int) -> HttpResponseBase:
    """Serve a reviewed track as WebVTT, written anew from its cues."""
    item = get_object_or_404(MediaItem, pk=media_id)
    public = _check_access(request, item, knows_address=False)  # two numbers, which anybody can count
    text_track = get_object_or_404(readable_tracks(item), pk=track_id)
    content = render_webvtt(text_track.cues.all()).encode()
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {
        "Content-Type": "text/vtt; charset=utf-8",
        "ETag": etag,
        "X-Content-Type-Options": "nosniff",
        **_cache_headers(public=public),
    }
    response = HttpResponse(content, headers=headers)
    return get_conditional_response(request, etag=etag, response=response) or response


@require_safe
@refusing_credentials
def poster(request: HttpRequest, media_id: int, width: int, filename: str) -> HttpResponseBase:
    """Serve the poster of a media item to those who may read both the item and the picture."""
    item = get_object_or_404(MediaItem.objects.select_related("poster"), pk=media_id)
    if item.poster is None or width not in RENDITION_WIDTHS:
        raise Http404
    filter_spec = filter_for_width(item.poster, width)
    is_current = filename == versioned_filename(item.poster, filter_spec)
    public = _check_access(request, item, item.poster, knows_address=is_current)
    if not is_current:
        return _redirect_to_current(str(poster_url(item, width)))
    return _rendition_response(request, item.poster, filter_spec, public=public)


@require_safe
@refusing_credentials
def image(request: HttpRequest, signature: str, image_id: int, filter_spec: str, filename: str) -> HttpResponseBase:
    """Serve a rendition of an image, made when it is first asked for."""
    if not is_signed(signature, image_id, filter_spec):
        raise PermissionDenied
    picture = get_object_or_404(Image, pk=image_id)
    public = _check_access(request, picture)
    try:
        current = versioned_filename(picture, filter_spec)
    except InvalidFilterSpecError as error:  # signed when an operation of this name still existed
        raise Http404 from error
    if filename != current:
        return _redirect_to_current(image_url(picture, filter_spec))
    return _rendition_response(request, picture, filter_spec, public=public)


@require_safe
@refusing_credentials
def document(request: HttpRequest, document_id: int, filename: str) -> HttpResponseBase:
    """Serve a document; a visitor who may not read it is asked to log in first."""
    item = get_object_or_404(Document, pk=document_id)
    try:
        public = _check_access(request, item, knows_address=item.filename == filename)
    except PermissionDenied:
        if request.user.is_authenticated:
            raise
        return _log_in(request)
    if item.filename != filename:
        raise Http404
    document_served.send(sender=Document, instance=item, request=request)
    headers = {
        "Content-Type": item.content_type,
        "Content-Disposition": item.content_disposition,
        "Content-Security-Policy": NO_CONTENT_POLICY,
        **_cache_headers(public=public),
    }
    return file_response(request, item.file, headers)


def _log_in(request: HttpRequest) -> HttpResponse:
    """Lead to the log-in in the language of the page whose link was followed; a file's address has none."""
    referring_path = urlsplit(request.headers.get("Referer", "")).path
    language_code = translation.get_language_from_path(referring_path) or translation.get_language()
    with translation.override(language_code):
        answer: HttpResponse = require_wagtail_login(next=request.get_full_path())
        return answer


def _check_access(request: HttpRequest, *files: ReadableFile, knows_address: bool = True) -> bool:
    """Return whether all the files are public; raises `PermissionDenied` for an account that may not read them.

    To him who does not even know its address there is no such file: by counting numbers nobody finds out how many
    there are that he may not read. A file that a token does not open is missing, as it is in the API.

    The session is not touched for a public file, so that caches may keep it for everyone; with a token never.
    """
    reader = get_reader_authentication()(request)
    if all(is_public(file) for file in files):
        return True
    may_read = partial(can_read, request.user) if reader is None else reader.can_read
    if all(may_read(file) for file in files):
        return False
    if reader is None and knows_address:
        raise PermissionDenied
    raise Http404


def _cache_headers(*, public: bool, versioned: bool = False) -> dict[str, str]:
    if not public:
        # Asked for again each time: access may have been taken away.
        return {"Cache-Control": "private, no-cache", "Vary": "Cookie, Authorization"}
    if versioned:
        # A browser has seen the picture and may keep it. A cache that serves others asks each time: it would go on
        # giving away a picture that has been restricted since.
        return {"Cache-Control": f"public, max-age={A_DAY}, s-maxage=0"}
    return {"Cache-Control": "public, no-cache"}


def _redirect_to_current(url: str) -> HttpResponse:
    response = redirect(url)
    response["Cache-Control"] = "no-cache"
    return response


def _rendition_response(request: HttpRequest, picture: Image, filter_spec: str, *, public: bool) -> HttpResponseBase:
    try:
        rendition: Rendition = picture.get_rendition(filter_spec)
    except (InvalidFilterSpecError, SourceImageIOError) as error:
        raise Http404 from error
    headers = {
        "Content-Type": guess_type(rendition.file.name)[0] or "application/octet-stream",
        "Content-Security-Policy": NO_CONTENT_POLICY,
        **_cache_headers(public=public, versioned=True),
    }
    return file_response(request, rendition.file, headers)
