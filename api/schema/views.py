"""The description of the API, for programs and for people."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from rest_framework.request import Request

from api.answers import answer
from api.schema.document import openapi_json
from api.schema.reading import described_operations, described_schemas
from api.strict_views import StrictView


class SchemaView(StrictView):
    """The OpenAPI document."""

    def get(self, request: Request) -> HttpResponseBase:
        """Answer with the document."""
        return answer(request, openapi_json().encode())


def documentation(request: HttpRequest) -> HttpResponse:
    """Show the OpenAPI document as a page that needs neither a script nor another host."""
    document = json.loads(openapi_json())
    context = {
        "document": document,
        "base": urlsplit(document["servers"][0]["url"]).path,
        "groups": described_operations(document),
        "schemas": described_schemas(document),
    }
    return render(request, "api/documentation.html", context)
