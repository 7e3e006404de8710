"""The filter that only listings of files have."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request
from rest_framework.views import APIView
from wagtail.api.v2.utils import BadRequestError

from pages.publications.models import ShownFile


class ShownOnFilter(BaseFilterBackend):
    """Limits a listing to the files that a page refers to, also those which it leaves out for some of its readers."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: APIView) -> QuerySet[Any]:
        """Return the files of the page; a page that the reader may not read shows none, like one that never was."""
        value = request.GET.get("shown_on")
        if value is None:
            return queryset
        if not (value.isascii() and value.isdecimal()):
            message = "shown_on must be a positive integer"
            raise BadRequestError(message)
        selector: Any = view
        page = selector.get_base_queryset().filter(pk=int(value)).values("pk")
        return queryset.filter(pk__in=ShownFile.objects.filter(kind=selector.kind, page_id__in=page).values("file_id"))
