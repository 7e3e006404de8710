"""The number of a title's row: a later time of publishing gives a greater one."""

from __future__ import annotations

from typing import Final

# The bits of a page's id, which a column of the database has no more of. What remains of SQLite's
# 63 is enough for the seconds of two centuries.
ID_BITS: Final = 31
ID_MASK: Final = (1 << ID_BITS) - 1
LATEST: Final = (1 << (63 - ID_BITS)) - 1


def title_number(published: int, page_id: int) -> int:
    """Return the number of a page's row."""
    return min(max(published, 0), LATEST) << ID_BITS | page_id & ID_MASK
