"""What an act has changed, gathered until its transaction commits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields

ObjectKey = tuple[str, int | str]


@dataclass(frozen=True)
class Marks:
    """Objects whose publications may no longer be right."""

    #: Ids of pages to publish again, or to withdraw.
    pages: frozenset[int] = frozenset()
    #: Kind and id of images, documents and media items to publish again.
    files: frozenset[tuple[str, int]] = frozenset()
    #: Ids of pages of which no more can have changed than what they tell of their translations.
    translation_facts: frozenset[int] = frozenset()
    #: Model label and id of objects, such as snippets, whose referring pages show something new.
    objects: frozenset[ObjectKey] = field(default_factory=frozenset)
    #: Kind and id of publications that show an object which is being deleted: the references are gone once it is.
    bereft: frozenset[tuple[str, int]] = frozenset()
    #: A restriction, group or collection has changed, so that anybody's audience may have.
    audiences: bool = False
    #: A site or language has changed, so that any address may have.
    everything: bool = False

    def __or__(self, other: Marks) -> Marks:
        """Return what either has marked."""
        return Marks(**{name.name: getattr(self, name.name) | getattr(other, name.name) for name in fields(self)})


def merged(marks: Iterable[Marks]) -> Marks:
    """Return what any of them has marked."""
    result = Marks()
    for each in marks:
        result |= each
    return result
