"""Writes publications: what is marked, and whatever shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from typing import Final, cast

from django.apps import apps
from django.db.models import Model
from wagtail.models import Page

from pages.publications import census
from pages.publications.appearances import record_shown_files
from pages.publications.dependants import (
    Dependants,
    dependants_of,
    object_key,
    pages_beside,
    refresh_reference_index,
    translated_from,
)
from pages.publications.kinds import FileItem, FileKey, model_of
from pages.publications.marks import Marks
from pages.publications.models import PublicationKind
from pages.publications.positions import moved_pages
from pages.publications.representation import represent_file, represent_page
from pages.publications.rows import Outcome, store
from pages.publications.scope import Surroundings, read_surroundings
from pages.publications.sequence import Sequence

# Pages may show each other, but only to the second level: what is still changing after this many turns is an error
# of a model that shows something which changes by itself.
MAX_TURNS: Final = 8


def write(marks: Marks, *, follow: bool = True) -> None:
    """Write the publications of what is marked in the current transaction.

    ``follow`` writes what shows it as well, which a rebuild of everything need not do.
    """
    sequence = Sequence()
    refresh_reference_index(_marked_objects(marks))
    _Writing(sequence, read_surroundings(), follow=follow).run(marks)
    sequence.save()


class _Writing:
    """One flush: what is still to be written, and how often it has been."""

    def __init__(self, sequence: Sequence, surroundings: Surroundings, *, follow: bool) -> None:
        self.sequence = sequence
        self.surroundings = surroundings
        self.follow = follow
        self.pages: set[int] = set()
        self.files: set[FileKey] = set()
        self.turns: Counter[int | FileKey] = Counter()

    def run(self, marks: Marks) -> None:
        """Write until nothing that shows something changed is left."""
        self.pages |= marks.pages
        self.files |= marks.files
        if marks.everything:
            self.add(census.all_objects())
        elif marks.audiences:
            self.add(census.objects_with_another_audience(self.surroundings))
        if marks.objects:
            self.add(dependants_of(marks.objects))
        while self.pages or self.files:
            # Files first, as pages show them.
            if self.files:
                self.write_files()
            else:
                self.write_pages()

    def add(self, found: Dependants) -> None:
        """Take on more pages and files."""
        self.pages |= found.pages
        self.files |= found.files

    def write_files(self) -> None:
        """Write the waiting files; the pages that show a changed one follow."""
        turn, self.files = sorted(self.files), set()
        changed: list[FileKey] = []
        for kind, pk in turn:
            item = model_of(kind)._default_manager.filter(pk=pk).first()
            representation = represent_file(cast(FileItem, item), self.surroundings) if item else None
            if store(kind, pk, representation, self.sequence).is_reference_changed:
                changed.append((kind, pk))
        if self.follow and changed:
            self.add(dependants_of(object_key(model_of(kind), pk) for kind, pk in changed))
            self.files = {key for key in self.files if self.may_turn(key)}

    def write_pages(self) -> None:
        """Write the waiting pages; what shows a changed one follows."""
        turn, self.pages = sorted(self.pages), set()
        pages = {page.pk: page for page in Page.objects.filter(pk__in=turn).select_related("locale").specific()}
        if self.follow:
            self.pages |= moved_pages(pages.values()) - set(turn)
        outcomes = {pk: self.write_page(pk, pages.get(pk)) for pk in turn}
        if self.follow:
            self.add(_dependants_of_pages(outcomes))
            self.pages = {pk for pk in self.pages if self.may_turn(pk)}

    def write_page(self, pk: int, page: Page | None) -> Outcome:
        """Write one page, or withdraw it if it is gone; the files that say where they are shown follow."""
        representation = represent_page(page, self.surroundings) if page else None
        outcome = store(PublicationKind.PAGE, pk, representation, self.sequence)
        files = representation.files if representation else ()
        touched = record_shown_files(pk, files, is_link_changed=outcome.is_link_changed)
        if self.follow:
            self.files |= {key for key in touched if self.may_turn(key)}
        return outcome

    def may_turn(self, key: int | FileKey) -> bool:
        """Count the turns of an object, and stop at too many."""
        self.turns[key] += 1
        return self.turns[key] < MAX_TURNS


def _dependants_of_pages(outcomes: dict[int, Outcome]) -> Dependants:
    changed = {pk for pk, outcome in outcomes.items() if outcome.is_changed}
    shown = {pk for pk, outcome in outcomes.items() if outcome.is_reference_changed}
    found = Dependants()
    if shown:
        found = dependants_of(_page_keys(shown))
        found.pages |= pages_beside(shown)
    found.pages |= translated_from(changed - shown)
    if changed - shown:
        expanded = dependants_of(_page_keys(changed - shown), expanded_only=True)
        found.pages |= expanded.pages
        found.files |= expanded.files
    return found


def _page_keys(pks: Iterable[int]) -> list[tuple[str, int | str]]:
    return [object_key(Page, pk) for pk in pks]


def _marked_objects(marks: Marks) -> Collection[Model]:
    objects: list[Model] = list(Page.objects.filter(pk__in=marks.pages).specific())
    for label, pk in sorted(marks.objects, key=str):
        objects.extend(apps.get_model(label)._default_manager.filter(pk=pk))
    for kind, pk in sorted(marks.files):
        objects.extend(model_of(kind)._default_manager.filter(pk=pk))
    return objects
