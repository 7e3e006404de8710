"""Chance that can be repeated: the seed is printed, and may be given."""

import os
from random import Random, randrange
from zlib import crc32


def seeded(name: str) -> Random:
    """Return a source of chance whose seed is in the variable of this name.

    Without it each test has always the same, so that who changes something is told of that and of nothing else. Long
    runs look for what nobody has thought of: they set ``FRESH_SEEDS``.
    """
    seed = seed_of(name, os.environ["PYTEST_CURRENT_TEST"].partition(" (")[0])
    print(f"{name}={seed}")  # noqa: T201 - to do the same again
    return Random(seed)  # noqa: S311 - no secret


def seed_of(name: str, test: str) -> int:
    """Return the seed in the variable of this name, or else the test's own."""
    given = os.environ.get(name)
    if given:
        return int(given)
    return randrange(10**6) if os.environ.get("FRESH_SEEDS") else crc32(test.encode()) % 10**6  # noqa: S311 - no secret


def how_many(name: str, default: int) -> int:
    """Return how often to try, which long runs set."""
    return int(os.environ.get(name, default))
