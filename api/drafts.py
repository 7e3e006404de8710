"""Drafts in the form of publications, made for the one answer and never stored."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from wagtail.api.v2.utils import BadRequestError
from wagtail.models import Page

from api.details import DetailQuery, content_of
from pages.publications.audience_keys import AudienceKey
from pages.publications.models import PublicationKind
from pages.publications.representation import represent_draft
from pages.publications.scope import read_surroundings
from pages.publications.stored import StoredPublication


def wants_draft(parameters: QueryDict, kind: PublicationKind) -> bool:
    """Say whether the latest revision is asked for; a BadRequestError says what is wrong with the parameter."""
    version = parameters.get("version")
    if version is None:
        return False
    if version != "draft" or kind != PublicationKind.PAGE:
        message = "version must be 'draft', and is for pages only"
        raise BadRequestError(message)
    return True


def draft_answer(parameters: QueryDict, pk: int, admits: Callable[[AudienceKey], bool]) -> HttpResponseBase:
    """Answer with the latest revision of a page, if its readers will be of an audience that is admitted."""
    wanted = DetailQuery.read(parameters, PublicationKind.PAGE)
    if wanted.preference is not None:
        message = "locale does not go with a draft: each version has its own"
        raise BadRequestError(message)
    page = Page.objects.filter(pk=pk).first()
    representation = represent_draft(page, read_surroundings()) if page else None
    if representation is None or not admits(representation.audience):
        message = "there is no such object"
        raise Http404(message)
    columns = representation.columns
    draft = StoredPublication(
        object_id=pk,
        etag=representation.etag,
        type=columns.type,
        locale_code=columns.locale_code,
        text=representation.body if wanted.fields is None else representation.full,
        html=representation.html,
    )
    headers = {"Cache-Control": "no-store", "Content-Language": columns.locale_code}
    return HttpResponse(content_of(draft, wanted), content_type="application/json", headers=headers)
