"""What a token may be good for: names of scopes, and the rights that follow from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

PUBLISHED: Final = "read:published"
DRAFT: Final = "read:draft"
LOGIN: Final = "read:restricted:login"
GROUP_PREFIX: Final = "read:restricted:group-"


def group_scope(group_id: int) -> str:
    """Return the scope for what the members of a group may read."""
    return f"{GROUP_PREFIX}{group_id}"


@dataclass(frozen=True)
class Rights:
    """What a reader may read beyond what is public."""

    login: bool = False
    group_ids: frozenset[int] = frozenset()
    drafts: bool = False

    def __str__(self) -> str:
        """Return the canonical form of the rights to what is published: equal for readers who read the same."""
        if not self.login:
            return "public"
        return ",".join(["login", *(f"group-{group_id}" for group_id in sorted(self.group_ids))])


def rights_of(scopes: Iterable[str]) -> Rights:
    """Return the rights of a token; what is public may be read with any scope, or none."""
    names = frozenset(scopes)
    group_ids = frozenset(
        int(name.removeprefix(GROUP_PREFIX))
        for name in names
        if name.startswith(GROUP_PREFIX) and name.removeprefix(GROUP_PREFIX).isdecimal()
    )
    # As on the site: who is in a group has logged in.
    return Rights(login=LOGIN in names or bool(group_ids), group_ids=group_ids, drafts=DRAFT in names)
