"""The ``limit`` and ``offset`` parameters of the v2 dialect."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.http import QueryDict
from wagtail.api.v2.utils import BadRequestError

DEFAULT_LIMIT: Final = 20
# Beyond it no database counts rows, and PostgreSQL fails.
MOST: Final = 2**31 - 1


@dataclass(frozen=True)
class Slice:
    """Which part of a listing is asked for."""

    offset: int
    limit: int

    @property
    def stop(self) -> int:
        """Return the index after the last item."""
        return self.offset + self.limit


def read_slice(parameters: QueryDict) -> Slice:
    """Return the slice that is asked for; a BadRequestError says what is wrong with it."""
    most = limit_max()
    offset = _number(parameters, "offset", 0)
    limit = _number(parameters, "limit", min(DEFAULT_LIMIT, most))
    if limit > most:
        message = f"limit cannot be higher than {most}"
        raise BadRequestError(message)
    if not limit:
        # The total alone is asked for, which is the same after any number of objects.
        offset = min(offset, MOST)
    for name, number in (("offset", offset), ("limit", limit)):
        if number > MOST:
            message = f"{name} must be a positive integer"
            raise BadRequestError(message)
    return Slice(offset, limit)


def limit_max() -> int:
    """Return how many may be asked for at once; the setting's None means any number."""
    return getattr(settings, "WAGTAILAPI_LIMIT_MAX", DEFAULT_LIMIT) or MOST


def _number(parameters: QueryDict, name: str, default: int) -> int:
    message = f"{name} must be a positive integer"
    try:
        number = int(parameters.get(name, default))
    except ValueError as error:
        raise BadRequestError(message) from error
    if number < 0:
        raise BadRequestError(message)
    return number
