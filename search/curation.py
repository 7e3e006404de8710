"""What editors add to the search, read once and kept as long as it is the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pages.terms.versions import Remembered, VersionMark
from search.best_bets import BestBetRule, BestBets
from search.models import BestBet, CurationVersion, PickedPage, SynonymSet
from search.synonyms import SynonymRule, Synonyms

_version = VersionMark(CurationVersion)


@dataclass(frozen=True, eq=False)
class Curation:
    """Synonyms and recommendations."""

    synonyms: Synonyms = field(default_factory=Synonyms)
    best_bets: BestBets = field(default_factory=BestBets)


def curation() -> Curation:
    """Return what editors have added; one small query where this process has read it already."""
    return _curation.now()


def synonym_rules(without: int = 0) -> list[SynonymRule]:
    """Return the synonyms as they are kept, but for one set."""
    sets = SynonymSet.objects.exclude(pk=without).select_related("locale").order_by("pk")
    return [rule_of_synonyms(each.lines, each.locale.language_code, one_way=each.one_way) for each in sets]


def best_bet_rules(without: int = 0) -> list[BestBetRule]:
    """Return the recommendations as they are kept, but for one."""
    bets = BestBet.objects.exclude(pk=without).select_related("locale").prefetch_related("picked_pages").order_by("pk")
    return [
        rule
        for bet in bets
        for rule in rules_of_best_bet(
            bet.lines, bet.locale.language_code, [picked.page_id for picked in bet.picked_pages.all()]
        )
    ]


def rule_of_synonyms(lines: Iterable[str], language_code: str, *, one_way: bool) -> SynonymRule:
    """Return the rule that the lines of a set of synonyms stand for."""
    words = tuple(lines)
    return SynonymRule(language_code, words[:1] if one_way else words, words[1:] if one_way else words)


def rules_of_best_bet(lines: Iterable[str], language_code: str, page_ids: Iterable[int]) -> list[BestBetRule]:
    """Return the rules that a recommendation stands for, one for each of its queries."""
    picked = tuple(page_ids)
    return [BestBetRule(language_code, line, picked) for line in lines]


def _read_curation() -> Curation:
    return Curation(Synonyms(synonym_rules()), BestBets(best_bet_rules()))


_curation = Remembered(_version, _read_curation)


def connect() -> None:
    """Renew the version whenever an editor changes something."""
    _version.follow(SynonymSet, BestBet, PickedPage)
