"""How much an app may ask: a number of requests a minute, for each address or each token."""

from __future__ import annotations

import time
from functools import cache, lru_cache
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any, Final

from django.conf import settings
from django.core.cache import cache as counters
from django.http import HttpRequest
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

SECONDS: Final = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}
# What an IPv6 customer gets is a network: a limit for each of its addresses would limit nobody.
IPV6_PREFIX: Final = 64


@cache
def parse_rate(rate: str) -> tuple[int, int]:
    """Return the number of requests and of seconds in a rate such as ``600/minute``; a ValueError if it is none."""
    number, _slash, period = rate.partition("/")
    if period not in SECONDS or not number.isdecimal() or int(number) == 0:
        message = f"{rate!r} is no rate such as '600/minute' (second, minute, hour or day)"
        raise ValueError(message)
    return int(number), SECONDS[period]


class ReaderThrottle(BaseThrottle):
    """Counts the requests of a reader in windows of time.

    One counter instead of DRF's list of all requests: what a request costs does not grow with the limit. At the edge
    of two windows a reader may ask twice as much; the long run is what counts.
    """

    def __init__(self) -> None:
        self.remaining = 0.0

    def allow_request(self, _request: Request, view: Any) -> bool:
        """Count the request, and say whether the limit is kept."""
        reader = view.reader
        scope = "anonymous" if reader.is_anonymous else "token"
        rate = settings.API_THROTTLE_RATES.get(scope)
        if rate is None:
            return True
        limit, seconds = parse_rate(rate)
        window, elapsed = divmod(time.time(), seconds)
        self.remaining = seconds - elapsed
        identity = _network(self._address(view.http_request)) if reader.is_anonymous else str(reader.token_id)
        return _count(f"api.throttle.{scope}.{identity}.{int(window)}", seconds) <= limit

    def _address(self, request: HttpRequest) -> str:
        if "HTTP_X_FORWARDED_FOR" in request.META:
            return str(self.get_ident(Request(request)))
        return str(request.META.get("REMOTE_ADDR"))

    def wait(self) -> float:
        """Return the seconds until the reader may ask again."""
        return self.remaining


@lru_cache(maxsize=1000)
def _network(ident: str) -> str:
    try:
        address = ip_address(ident)
    except ValueError:  # a socket has no address
        return "local"
    if isinstance(address, IPv6Address):
        return ip_network((address, IPV6_PREFIX), strict=False).network_address.exploded
    return str(address)


def _count(key: str, seconds: int) -> int:
    try:
        return counters.incr(key)
    except ValueError:  # the first of its window
        pass
    if counters.add(key, 1, timeout=seconds):
        return 1
    try:
        return counters.incr(key)
    except ValueError:  # evicted at once by a cache that is full
        return 1
