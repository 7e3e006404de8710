"""Searching one of several sites."""

from wagtail.models import Site

from search.documents import SITE_FACET
from search.query import Filter


def are_several_sites() -> bool:
    """Say whether an installation serves several sites; known from Wagtail's cache, without asking the database."""
    return len({root.site_id for root in Site.get_site_root_paths()}) > 1


def filters_of_site(site: Site | None) -> tuple[Filter, ...]:
    """Return what keeps a search within a site; where there is one, nothing need."""
    return (Filter(SITE_FACET, (site.root_url if site else "",)),) if are_several_sites() else ()
