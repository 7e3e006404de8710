"""The search in the admin."""

from __future__ import annotations

from wagtail import hooks

from search.admin.viewsets import SearchViewSetGroup


@hooks.register("register_admin_viewset")
def register_search() -> SearchViewSetGroup:
    """Register the pages on which synonyms and recommendations are kept."""
    return SearchViewSetGroup()
