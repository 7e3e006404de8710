"""Mining of terms from all texts that are there in two languages."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import combinations, islice
from typing import Final

from django.db import transaction
from wagtail.models import Locale

from pages.language.folding import nfc
from pages.language.morphology import analyse_form, analyser_version
from pages.language.tokens import forms
from pages.memory.alignment import MOST_TRANSLATIONS, AlignedTerms, align
from pages.memory.models import LONGEST_TERM, MemorySegment, MemorySource, MinedTerm, TermTable
from pages.memory.translated_pages import pages_state, public_pages, translated_texts

# New translations of pages teach little more; mining takes seconds to a minute.
PAGES_EVERY: Final = timedelta(hours=1)
# No mining takes that long: what is older and not in use was left by one that was killed.
ABANDONED_AFTER: Final = timedelta(days=1)
# A longer text is not one sentence and hardly tells which of its words belong together.
MOST_WORDS: Final = 200
BATCH: Final = 1000

Progress = Callable[[str], object]


def mine_if_due(now: datetime) -> bool:
    """Mine if there is other matter than the table in use was made from; say whether it was done.

    Pages that have changed are waited with for an hour, but not a page that not everybody may read any longer.
    """
    table = TermTable.objects.filter(in_use=True).first()
    due = table is None or _is_outdated(table, now)
    if due:
        mine()
    return due


def _is_outdated(table: TermTable, now: datetime) -> bool:
    if table.material != _material():
        return True
    if not set(public_pages().values_list("object_id", flat=True)).issuperset(table.page_ids):
        return True
    return now - table.made_at >= PAGES_EVERY and table.pages_state != pages_state()


def mine(progress: Progress = lambda _line: None) -> int:
    """Make the table anew beside the one in use, put it in its place, and return how many pairs it has."""
    used: set[int] = set()
    table = TermTable.objects.create(material=_material(), pages_state=pages_state())
    try:
        count = 0
        for languages in combinations(sorted(Locale.objects.values_list("language_code", flat=True)), 2):
            found = list(_mined(languages, used))
            _store(table, found)
            count += len(found)
            progress(f"{languages[0]}-{languages[1]}: {len(found)} pairs of terms")
        table.page_ids = sorted(used)
        _put_in_use(table)
    except BaseException:
        table.delete()
        raise
    _remove_abandoned(table)
    return count


def _put_in_use(table: TermTable) -> None:
    """Let a table take the place of the one in use."""
    with transaction.atomic():
        # Two that end at once wait for each other here; else the later would not see that a table came in use meanwhile.
        list(TermTable.objects.select_for_update().order_by("pk").values_list("pk", flat=True))
        TermTable.objects.filter(in_use=True).delete()
        table.in_use = True
        table.save(update_fields=["in_use", "page_ids"])


def _remove_abandoned(table: TermTable) -> None:
    """Remove what killed runs have left; what is younger, another worker may be at."""
    TermTable.objects.filter(in_use=False, made_at__lt=table.made_at - ABANDONED_AFTER).delete()


class _Side:
    """The terms of one language with how they are written."""

    def __init__(self, language_code: str) -> None:
        self.language_code = language_code
        self._written: dict[str, Counter[str]] = defaultdict(Counter)

    def terms(self, text: str) -> list[str]:
        found: list[str] = []
        for form in forms(nfc(text)):
            lemma = analyse_form(form, self.language_code).lemma
            if max(len(form), len(lemma)) <= LONGEST_TERM:
                self._written[lemma][form] += 1
                found.append(lemma)
        return found if len(found) <= MOST_WORDS else []

    def written(self, lemma: str) -> str:
        forms_of_it = self._written[lemma]
        return min(forms_of_it, key=lambda form: (-forms_of_it[form], form))


def _mined(languages: tuple[str, str], used: set[int]) -> Iterator[MinedTerm]:
    one, other = map(_Side, languages)
    segments = ((one.terms(text), other.terms(translation)) for text, translation in _texts(languages, used))
    aligned = align(pair for pair in segments if all(pair))
    yield from _best(aligned, one, other)
    yield from _best([AlignedTerms(target, source, score) for source, target, score in aligned], other, one)


def _texts(languages: tuple[str, str], used: set[int]) -> Iterator[tuple[str, str]]:
    """Yield all texts in two languages: those of the site first, then the memory imported last.

    The pages of which texts were used are added to `used`.
    """
    one, other = languages
    for found in translated_texts(one, other):
        used.update(found.page_ids)
        yield found.source, found.target
    for found in translated_texts(other, one):
        used.update(found.page_ids)
        yield found.target, found.source
    segments = MemorySegment.objects.filter(source__is_complete=True).order_by("-source_id", "number")
    for texts in segments.values_list("texts", flat=True).iterator(BATCH):
        if one in texts and other in texts:
            yield texts[one], texts[other]


def _best(aligned: Iterable[AlignedTerms], source: _Side, target: _Side) -> Iterator[MinedTerm]:
    by_source: dict[str, list[AlignedTerms]] = defaultdict(list)
    for pair in aligned:
        by_source[pair.source].append(pair)
    for pairs in by_source.values():
        for pair in sorted(pairs, key=lambda pair: (-pair.score, pair.target))[:MOST_TRANSLATIONS]:
            yield MinedTerm(
                source_language=source.language_code,
                source_term=pair.source,
                target_language=target.language_code,
                target_term=pair.target,
                score=pair.score,
                written=target.written(pair.target),
            )


def _store(table: TermTable, terms: Iterable[MinedTerm]) -> None:
    rows = iter(terms)
    while batch := list(islice(rows, BATCH)):
        for row in batch:
            row.table = table
        MinedTerm.objects.bulk_create(batch)


def _material() -> str:
    """Return a mark that changes with what is mined besides pages, and with how."""
    sources = MemorySource.objects.filter(is_complete=True).order_by("pk").values_list("pk", flat=True)
    languages = Locale.objects.order_by("language_code").values_list("language_code", flat=True)
    return sha256(repr((list(sources), list(languages), analyser_version())).encode()).hexdigest()
