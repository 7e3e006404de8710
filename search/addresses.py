"""Addresses to which the search leads."""

from __future__ import annotations

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import override


def results_url(text: str, language_code: str) -> str:
    """Return the address of the results for a text, on the site in a language."""
    with override(language_code):
        return f"{reverse('search:results')}?{urlencode({'q': text})}"


def local_url(url: str, root_url: str) -> str:
    """Return an address within this site without its host, so that it leads to the host in use."""
    return url[len(root_url) :] if root_url and url.startswith(f"{root_url}/") else url
