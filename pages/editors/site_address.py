"""Where the site is reached, as BASE_URL says it."""

from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Site

DEFAULT_PORTS: Final = {"http": 80, "https": 443}


def site_address() -> tuple[str, int]:
    """Return host name and port."""
    address = urlsplit(settings.BASE_URL)
    return address.hostname or "localhost", address.port or DEFAULT_PORTS.get(address.scheme, 80)


@transaction.atomic
def follow_base_url() -> bool:
    """Move the one site to where BASE_URL says it is, and tell whether it has been moved.

    Its publications are written anew, as they hold full addresses. Where there are several sites, an
    administrator says where each of them is.
    """
    sites = list(Site.objects.all()[:2])
    if len(sites) != 1 or (sites[0].hostname, sites[0].port) == site_address():
        return False
    sites[0].hostname, sites[0].port = site_address()
    sites[0].save()
    return True
