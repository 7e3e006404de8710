"""The algebra of audiences: pure functions on conjunctions of alternatives."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

PUBLIC: Final = "public"
LOGIN: Final = "login"


@dataclass(frozen=True)
class AudienceKey:
    """Who may read: every clause must be met, by membership in one of its groups.

    A reader who is logged in meets ``login``; an empty clause is met by superusers only, as in Wagtail, where a
    restriction to groups from which all groups were removed lets nobody else in.
    """

    login: bool = False
    clauses: frozenset[frozenset[int]] = frozenset()

    def __and__(self, other: AudienceKey) -> AudienceKey:
        """Return the readers who are in both audiences."""
        clauses = _absorbed(self.clauses | other.clauses)
        # Who is in a group has logged in: that is said once, so that equal audiences are equal keys.
        return AudienceKey(login=(self.login or other.login) and not clauses, clauses=clauses)

    def implies(self, other: AudienceKey) -> bool:
        """Say whether every reader of this audience is a reader of the other."""
        if other.login and not (self.login or self.clauses):
            return False
        return all(any(mine <= theirs for mine in self.clauses) for theirs in other.clauses)

    def admits(self, group_ids: frozenset[int]) -> bool:
        """Say whether a logged-in reader with these groups, who is no superuser, belongs to the audience."""
        return all(clause & group_ids for clause in self.clauses)

    def __str__(self) -> str:
        if self.clauses:
            ordered = sorted(sorted(clause) for clause in self.clauses)
            return "&".join("(" + "|".join(map(str, clause)) + ")" for clause in ordered)
        return LOGIN if self.login else PUBLIC


# There are few audiences, and many who have them.
@lru_cache(maxsize=1024)
def parse_key(key: str) -> AudienceKey:
    """Return the audience whose canonical form is ``key``."""
    if key in {PUBLIC, LOGIN}:
        return AudienceKey(login=key == LOGIN)
    clauses = (clause.strip("()") for clause in key.split("&"))
    return AudienceKey(
        clauses=frozenset(frozenset(int(group) for group in clause.split("|") if group) for clause in clauses)
    )


def group_audience(group_ids: Iterable[int]) -> AudienceKey:
    """Return the audience of the members of at least one of the groups."""
    return AudienceKey(clauses=frozenset({frozenset(group_ids)}))


def audience_id(key: str) -> int:
    """Return the id of an audience: 52 bits of a digest, so that it survives a trip through JSON."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8]) >> 12


def audiences_admitting(login: bool, group_ids: frozenset[int], keys: Iterable[str]) -> frozenset[int]:
    """Return the ids of those of the audiences that a reader belongs to who is no superuser.

    They are the same for a user who is logged in, or not, and has these groups.
    """
    if not login:
        return frozenset({PUBLIC_AUDIENCE_ID})
    return frozenset({PUBLIC_AUDIENCE_ID, *(audience_id(key) for key in keys if parse_key(key).admits(group_ids))})


def _absorbed(clauses: frozenset[frozenset[int]]) -> frozenset[frozenset[int]]:
    return frozenset(clause for clause in clauses if not any(other < clause for other in clauses))


PUBLIC_AUDIENCE: Final = AudienceKey()
LOGIN_AUDIENCE: Final = AudienceKey(login=True)
PUBLIC_AUDIENCE_ID: Final = audience_id(PUBLIC)
