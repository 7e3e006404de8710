"""When messages are sent again."""

from datetime import UTC, datetime, timedelta

import pytest

from api.webhooks.schedule import MOST_ATTEMPTS, next_attempt, pause_asked_for

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_waits_grow_and_end() -> None:
    moments = [next_attempt(attempts, NOW) for attempts in range(1, MOST_ATTEMPTS)]
    waits = [moment - NOW for moment in moments if moment]
    assert waits == sorted(waits)
    assert timedelta(seconds=5) <= waits[0] <= timedelta(seconds=6)
    assert timedelta(hours=24) <= waits[-1] <= timedelta(hours=27)
    assert timedelta(hours=75) < sum(waits, timedelta()) < timedelta(hours=84)
    assert next_attempt(MOST_ATTEMPTS, NOW) is None


def test_messages_that_failed_together_come_back_apart() -> None:
    assert len({next_attempt(3, NOW) for _number in range(20)}) > 1


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        (" 120 ", 120),
        ("99999999999999999999", 86400),
        ("Sun, 01 Mar 2026 12:01:00 GMT", 60),
        ("Sun, 01 Mar 2026 12:01:00", 60),
        ("Sun, 01 Mar 2036 12:01:00 GMT", 86400),
    ],
)
def test_a_receiver_may_ask_for_patience(header: str, seconds: int) -> None:
    assert pause_asked_for(header, NOW) == NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize("header", ["", "0", "-5", "soon", "²", "Sun, 01 Mar 2025 12:01:00 GMT", "Sun, 99 Foo"])
def test_what_is_no_wish_is_ignored(header: str) -> None:
    assert pause_asked_for(header, NOW) is None
