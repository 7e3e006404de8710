"""Writes publications: what is marked, and whatever shows it, some in the act and the rest by the worker."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Final, cast

from django.apps import apps
from django.db.models import Model
from wagtail.models import Page

from pages.publications import census
from pages.publications.appearances import record_shown_files
from pages.publications.deferral import Deferral, object_keys
from pages.publications.dependants import (
    Dependants,
    dependants_of,
    page_keys,
    pages_beside,
    refresh_reference_index,
    repeating,
    translated_from,
    translations_of,
)
from pages.publications.exposure import exposing
from pages.publications.kinds import FileItem, FileKey, PublicationKey, model_of
from pages.publications.marks import Marks
from pages.publications.models import PublicationKind
from pages.publications.narrowing import is_narrower
from pages.publications.positions import moved_pages
from pages.publications.representation import Representation, represent_file, represent_page
from pages.publications.rows import Outcome, Rows
from pages.publications.scope import Surroundings, read_surroundings
from pages.publications.sequence import Sequence
from pages.publications.sibling_facts import patch_translation_facts
from pages.publications.stale import told_since

# Of what shows something that an act has changed, so many are rebuilt with it; if there are more, the worker does it.
DEPENDANTS_REBUILT_IN_ACT: Final = 20
# Representations held in memory at once.
BATCH: Final = 50


def write(marks: Marks) -> None:
    """Write the publications of what an act has marked in the current transaction."""
    pages = _load_pages(marks.pages)
    # Before the counter is locked: another act may have deleted rows of it, and wait for the counter.
    refresh_reference_index([*pages.values(), *_marked_objects(marks)])
    sequence = Sequence()
    pages = _load_pages(marks.pages)
    _Writing(sequence, read_surroundings(), allowance=DEPENDANTS_REBUILT_IN_ACT, loaded=pages).run(marks)
    sequence.save()


def rewrite(found: Dependants, sequence: Sequence, *, follow: bool = True) -> None:
    """Write publications whose content has not changed; what shows one that comes out changed is left to the worker.

    Without ``follow`` it is not looked for: who compares everything finds it by itself.
    """
    marks = Marks(pages=frozenset(found.pages), files=frozenset(found.files))
    _Writing(sequence, read_surroundings(), allowance=0, follow=follow).run(marks)
    sequence.save()


class _Writing:
    """One flush: what is still to be written, and what is left to the worker.

    A page is made of models alone, which do not change meanwhile: it is written once. A file says on which published
    pages it is shown, and follows them.
    """

    def __init__(
        self,
        sequence: Sequence,
        surroundings: Surroundings,
        *,
        allowance: int,
        follow: bool = True,
        loaded: dict[int, Page] | None = None,
    ) -> None:
        self.sequence = sequence
        self.surroundings = surroundings
        self.allowance = allowance
        self.follow = follow
        self.loaded = loaded or {}
        self.queue = Dependants()
        #: Pages to be told of a translation that has changed: what they name of it, and whether they are outdated.
        self.siblings: set[int] = set()
        #: Of these, the latter only.
        self.outdated: set[int] = set()
        self.written = Dependants()
        self.patched = Dependants()
        #: Of which stale objects others may have told as their readers were in between, and whom.
        self.told = told_since() if follow else {}
        self.deferral = Deferral(surroundings, self.told)

    def run(self, marks: Marks) -> None:
        """Write until nothing is left that shows something changed."""
        self.queue = Dependants(set(marks.pages), set(marks.files))
        self.outdated = set(marks.translation_facts)
        if marks.everything:
            self.take(census.all_objects())
        elif marks.audiences:
            self.take(census.objects_with_another_audience(self.surroundings, self.told))
        if marks.objects:
            self.take(dependants_of(marks.objects))
        self.take(Dependants.of(marks.bereft), is_exposing=True)
        while self.queue or self.siblings or self.outdated:
            # Files first, as pages show them; the rest may make a sibling one that has to be written anyway.
            if self.queue.files:
                self.write_files()
            elif self.queue.pages:
                self.write_pages()
            else:
                self.write_siblings()
        self.deferral.settle(self.sequence, self.written, self.patched)

    def take(self, found: Dependants, *, is_exposing: bool = False) -> None:
        """Take on dependants: all, or if they are too many none."""
        found = found - self.queue - Dependants(self.written.pages)
        new = found - self.deferral.stale
        if len(new) <= self.allowance:
            self.allowance -= len(new)
            self.queue |= new
            found -= new
        self.deferral.add(found, is_exposing=is_exposing)

    def write_files(self) -> None:
        """Write the waiting files; the pages that show a changed one follow."""
        turn = sorted(self.queue.files)[:BATCH]
        self.queue.files -= set(turn)
        self.written.files |= set(turn)
        outcomes: dict[FileKey, Outcome] = {}
        for kind, keys in groupby(turn, key=lambda key: key[0]):
            pks = [pk for _kind, pk in keys]
            items = model_of(kind)._default_manager.in_bulk(pks)
            rows = Rows(kind, pks, self.sequence)
            for pk in pks:
                item = cast("FileItem | None", items.get(pk))
                made = represent_file(item, self.surroundings) if item else None
                outcomes[kind, pk] = self.store(rows, (kind, pk), made)
            rows.save()
        if self.follow:
            self.follow_closed(outcomes)
            shown = {key for key, outcome in outcomes.items() if outcome.is_reference_changed}
            self.take(dependants_of(object_keys(shown)))

    def write_pages(self) -> None:
        """Write the waiting pages, or withdraw those that are gone; what shows a changed one follows."""
        turn = sorted(self.queue.pages)[:BATCH]
        self.queue.pages -= set(turn)
        self.written.pages |= set(turn)
        pages = {pk: self.loaded.pop(pk) for pk in turn if pk in self.loaded}
        pages |= _load_pages(set(turn) - set(pages))
        if self.follow:
            self.take(Dependants(moved_pages(pages.values())))
        rows = Rows(PublicationKind.PAGE, turn, self.sequence)
        outcomes: dict[int, Outcome] = {}
        files: dict[int, Collection[FileKey]] = {}
        for pk in turn:
            made = represent_page(pages[pk], self.surroundings) if pk in pages else None
            outcomes[pk] = self.store(rows, (PublicationKind.PAGE.value, pk), made)
            files[pk] = made.files if made else ()
        rows.save()
        self.follow_pages(outcomes, files)

    def store(self, rows: Rows, key: PublicationKey, made: Representation | None) -> Outcome:
        """Store what an object is now; what others tell of it counts as changed if its readers were others meanwhile."""
        outcome = rows.store(key[1], made)
        if key not in self.told:
            return outcome
        is_closed = outcome.is_closed or is_narrower(made.audience if made else None, self.told[key])
        return replace(outcome, is_reference_changed=True, is_link_changed=True, is_closed=is_closed)

    def follow_pages(self, outcomes: Mapping[int, Outcome], files: Mapping[int, Collection[FileKey]]) -> None:
        """Record which files pages show, and take on whatever shows a changed one of them."""
        changed = {pk for pk, outcome in outcomes.items() if outcome.is_changed}
        shown = {pk for pk, outcome in outcomes.items() if outcome.is_reference_changed}
        by_key = {(PublicationKind.PAGE.value, pk): outcome for pk, outcome in outcomes.items()}
        if self.follow:
            # First: what is recorded of a page that is gone tells which files still name it.
            self.follow_closed(by_key)
        linked = {pk for pk, outcome in outcomes.items() if outcome.is_link_changed}
        touched = record_shown_files(files, linked)
        if not self.follow:
            return
        self.take(Dependants(files=touched))
        if shown:
            self.take(dependants_of(page_keys(shown)) | Dependants(pages_beside(shown)))
            self.siblings |= translations_of(shown)
        if changed - shown:
            self.take(repeating(changed - shown))
            self.outdated |= translated_from(changed - shown)

    def follow_closed(self, outcomes: Mapping[PublicationKey, Outcome]) -> None:
        """Take on whatever may tell of what fewer may read now."""
        closed = {key for key, outcome in outcomes.items() if outcome.is_closed}
        if closed:
            self.take(exposing(object_keys(closed)), is_exposing=True)

    def write_siblings(self) -> None:
        """Put right what pages tell of their translations, if they are not written anyway."""
        turn = (self.siblings | self.outdated) - self.written.pages - self.deferral.stale.pages
        renamed, self.siblings, self.outdated = self.siblings, set(), set()
        if len(turn) > self.allowance:
            self.deferral.add(Dependants(turn), is_exposing=False)
            return
        self.allowance -= len(turn)
        patched = patch_translation_facts(turn, renamed, self.surroundings, self.sequence)
        self.queue.pages |= patched.unfit
        self.patched.pages |= patched.changed
        if self.follow and patched.changed:
            self.take(repeating(patched.changed))


def _load_pages(pks: Collection[int]) -> dict[int, Page]:
    return {page.pk: page for page in Page.objects.filter(pk__in=pks).specific()} if pks else {}


def _marked_objects(marks: Marks) -> Collection[Model]:
    objects: list[Model] = []
    for label, pk in sorted(marks.objects, key=str):
        objects.extend(apps.get_model(label)._default_manager.filter(pk=pk))
    for kind, pk in sorted(marks.files):
        objects.extend(model_of(kind)._default_manager.filter(pk=pk))
    return objects
