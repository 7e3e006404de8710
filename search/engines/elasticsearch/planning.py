"""From changes of the feed to what is written, given what the indexes hold."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search.documents import Change, PageDocument
from search.engines.elasticsearch.generations import home_of


@dataclass(frozen=True, slots=True)
class HeldPage:
    """A page in one index: where, as of which change, and for whom."""

    page_id: int
    home: str
    sequence: int
    audience_id: int


@dataclass(frozen=True, slots=True)
class Put:
    """A page to be written, unless the index has it as new or newer."""

    home: str
    document: PageDocument

    @property
    def page_id(self) -> int:
        return self.document.page_id

    @property
    def sequence(self) -> int:
        return self.document.sequence


@dataclass(frozen=True, slots=True)
class Delete:
    """A page to be deleted, unless the index has it newer."""

    home: str
    page_id: int
    sequence: int


Step = Put | Delete


def homes_of(changes: Iterable[Change]) -> set[str]:
    """Return the indexes in which pages of these changes are kept."""
    return {
        home_of(change.language_code, public=change.public) for change in changes if isinstance(change, PageDocument)
    }


def plan(changes: Sequence[Change], held: Iterable[HeldPage]) -> list[Step]:
    """Return what is to be written: at most one step for a page in an index, whatever befell it.

    A page is in one index at a time; a removal is for one audience, which another has the page may survive.
    """
    places: defaultdict[int, dict[str, HeldPage]] = defaultdict(dict)
    for page in held:
        places[page.page_id][page.home] = page
    steps: dict[tuple[int, str], Step] = {}
    for change in changes:
        here = places[change.page_id]
        if any(page.sequence > change.sequence for page in here.values()):
            continue
        if isinstance(change, PageDocument):
            home = home_of(change.language_code, public=change.public)
            gone = [name for name in here if name != home]
            steps[change.page_id, home] = Put(home, change)
            here[home] = HeldPage(change.page_id, home, change.sequence, change.audience_id)
        else:
            gone = [page.home for page in here.values() if page.audience_id == change.audience_id]
        for name in gone:
            steps[change.page_id, name] = Delete(name, change.page_id, change.sequence)
            del here[name]
    return list(steps.values())
