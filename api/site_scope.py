"""Which pages a request is about: as in Wagtail's API v2, those of the site of its host, or of ``site=``."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from rest_framework.request import Request
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.validators import SiteFilterValidator
from wagtail.models import Site


def within_site(rows: QuerySet[Any], request: Request) -> QuerySet[Any]:
    """Return those of the pages, or of their publications, that belong to the site; an installation with one asks none.

    What belongs to no site has no publication.
    """
    # From Wagtail's cache: a detail is one query.
    roots = Site.get_site_root_paths()
    if "site" not in request.GET and len({root.site_id for root in roots}) == 1:
        return rows
    try:
        site = SiteFilterValidator(site=request.GET.get("site"), request=request).site_obj
    except ValueError as error:
        raise BadRequestError(str(error)) from error
    within = Q(pk__in=[])
    for root in roots:
        if site is not None and root.site_id == site.pk:
            within |= Q(url_path__startswith=root.root_path)
    return rows.filter(within)
