"""What the API adds to Wagtail's admin."""

from wagtail import hooks

from api.viewsets import ReaderTokenViewSet


@hooks.register("register_admin_viewset")
def register_reader_tokens() -> ReaderTokenViewSet:
    """Register the pages on which tokens are kept."""
    return ReaderTokenViewSet()
