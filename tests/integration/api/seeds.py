"""Chance that can be repeated: the seed is printed, and may be given."""

import os
from random import Random, randrange


def seeded(name: str) -> Random:
    """Return a source of chance whose seed is in the variable of this name, or a new one."""
    seed = int(os.environ.get(name) or randrange(10**6))  # noqa: S311 - no secret
    print(f"{name}={seed}")  # noqa: T201 - to do the same again
    return Random(seed)  # noqa: S311 - no secret


def how_many(name: str, default: int) -> int:
    """Return how often to try, which long runs set."""
    return int(os.environ.get(name, default))
