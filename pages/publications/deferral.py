"""What an act leaves to the worker: marked stale with it, and withheld where it may tell of something closed."""

from __future__ import annotations

from pages.publications.audience_keys import AudienceKey
from pages.publications.audiences import intern
from pages.publications.dependants import Dependants, object_key
from pages.publications.exposure import exposing
from pages.publications.kinds import PublicationKey, model_of
from pages.publications.marks import ObjectKey
from pages.publications.narrowing import narrowed, present_audiences, standing_audiences
from pages.publications.scope import Surroundings
from pages.publications.sequence import Sequence
from pages.publications.stale import Audiences, mark_all_stale, mark_stale, mark_withheld, unmark
from pages.publications.versions import representation_version
from pages.publications.withholding import withhold_marked


class Deferral:
    """Pages and files that are not rebuilt in the act."""

    def __init__(self, surroundings: Surroundings, told: Audiences) -> None:
        self.surroundings = surroundings
        self.told = told
        self.stale = Dependants()
        #: Those that may tell of something that was closed.
        self.exposing = Dependants()

    def add(self, found: Dependants, *, is_exposing: bool) -> None:
        """Leave pages and files to the worker."""
        self.stale |= found
        if is_exposing:
            self.exposing |= found

    def settle(self, sequence: Sequence, rebuilt: Dependants, patched: Dependants) -> None:
        """Mark what is left, and take back the marks of what was rebuilt, but not of what was only patched."""
        unmark(rebuilt)
        if sequence.representation != representation_version():
            # Another version of this code has taken over, and gives all publications its own form.
            mark_all_stale((rebuilt | patched).keys())
        if self.stale:
            audiences = present_audiences(self.stale, self.surroundings)
            withheld = self._withheld(audiences, rebuilt)
            intern({key for key in audiences.values() if key})
            told = self._told(audiences)
            mark_stale(audiences.keys() - withheld, told)
            if withheld:
                mark_withheld({key: audiences[key] for key in withheld}, told)
                withhold_marked(sequence)

    def _told(self, audiences: Audiences) -> Audiences:
        """Return those whose readers have changed since their publications were written."""
        standing = standing_audiences(audiences)
        return {
            key: audience for key, audience in audiences.items() if key in self.told or audience != standing.get(key)
        }

    def _withheld(
        self, audiences: dict[PublicationKey, AudienceKey | None], rebuilt: Dependants
    ) -> set[PublicationKey]:
        """Return what must not be served as it was: what was closed itself, and whatever tells of it.

        The latter is stale as well, and its audience is added to those of what is.
        """
        closed: set[PublicationKey] = set()
        while following := narrowed(audiences, self.told) - closed:
            closed |= following
            # A file is no exception though it was rebuilt: it was told of the page as that was.
            found = exposing(object_keys(following)) - Dependants(rebuilt.pages)
            self.add(found, is_exposing=True)
            audiences |= present_audiences(found - Dependants.of(audiences), self.surroundings)
        return closed | set(self.exposing.keys())


def object_keys(keys: set[PublicationKey]) -> set[ObjectKey]:
    """Return how the reference index names what publications are of."""
    return {object_key(model_of(kind), pk) for kind, pk in keys}
