"""When a message that was not taken is sent again."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

# The waits that Standard Webhooks suggests: ten attempts in some three days.
WAITS: Final = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
MOST_ATTEMPTS: Final = len(WAITS) + 1
# Added at random, so that what failed together does not come back together.
JITTER: Final = 0.1
# However long a receiver asks to be left alone.
LONGEST_PAUSE: Final = timedelta(hours=24)


def next_attempt(attempts: int, now: datetime) -> datetime | None:
    """Return when to try again after so many attempts, or None after the last."""
    if attempts >= MOST_ATTEMPTS:
        return None
    wait = WAITS[max(attempts, 1) - 1]
    return now + wait * (1 + JITTER * random.random())  # noqa: S311  nothing is secret about it


def pause_asked_for(retry_after: str, now: datetime) -> datetime | None:
    """Return until when a receiver asks to be left alone by ``Retry-After`` (seconds or a date), or None."""
    text = retry_after.strip()
    if text.isascii() and text.isdecimal():
        until = now + min(timedelta(seconds=int(text[:9])), LONGEST_PAUSE)
    else:
        try:
            until = parsedate_to_datetime(text)
        except ValueError:
            return None
        until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(until, now + LONGEST_PAUSE) if until > now else None
