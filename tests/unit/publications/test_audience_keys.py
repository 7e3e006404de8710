"""The algebra of audiences."""

import pytest

from pages.publications.audience_keys import (
    LOGIN_AUDIENCE,
    PUBLIC_AUDIENCE,
    PUBLIC_AUDIENCE_ID,
    AudienceKey,
    audience_id,
    audiences_admitting,
    group_audience,
    parse_key,
)

A, B, C = group_audience([1]), group_audience([2]), group_audience([3])
A_OR_B = group_audience([1, 2])
NOBODY = group_audience([])


@pytest.mark.parametrize(
    ("audience", "key"),
    [
        (PUBLIC_AUDIENCE, "public"),
        (LOGIN_AUDIENCE, "login"),
        (A_OR_B & C, "(1|2)&(3)"),
        (C & A_OR_B, "(1|2)&(3)"),
        (LOGIN_AUDIENCE & A, "(1)"),
        (A_OR_B & A, "(1)"),
        (group_audience([10, 9]), "(9|10)"),
        (NOBODY, "()"),
        (NOBODY & A, "()"),
    ],
)
def test_an_audience_has_one_key(audience: AudienceKey, key: str) -> None:
    assert str(audience) == key
    assert parse_key(key) == audience


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        (LOGIN_AUDIENCE, PUBLIC_AUDIENCE),
        (A, LOGIN_AUDIENCE),
        (A, A_OR_B),
        (A & B, A),
        (A & B, A_OR_B),
        (A & C, A_OR_B & C),
        (NOBODY, A),
    ],
)
def test_a_narrower_audience_implies_a_wider_one_and_not_the_reverse(narrow: AudienceKey, wide: AudienceKey) -> None:
    assert narrow.implies(wide)
    assert narrow.implies(narrow)
    assert not wide.implies(narrow)


def test_members_of_every_clause_are_admitted() -> None:
    audience = A_OR_B & C
    assert audience.admits(frozenset({1, 3}))
    assert audience.admits(frozenset({2, 3}))
    assert not audience.admits(frozenset({1, 2}))
    assert not NOBODY.admits(frozenset({1}))
    assert LOGIN_AUDIENCE.admits(frozenset())


def test_a_reader_belongs_to_the_audiences_whose_every_clause_he_meets() -> None:
    keys = ["public", "login", *map(str, (A, A_OR_B, A_OR_B & C, NOBODY))]

    def admitting(login: bool, *group_ids: int) -> set[str]:
        ids = audiences_admitting(login, frozenset(group_ids), keys)
        return {key for key in keys if audience_id(key) in ids}

    assert admitting(False) == admitting(False, 1, 2, 3) == {"public"}
    assert admitting(True) == {"public", "login"}
    assert admitting(True, 2) == {"public", "login", "(1|2)"}
    assert admitting(True, 1, 3) == {"public", "login", "(1)", "(1|2)", "(1|2)&(3)"}


def test_an_id_survives_json() -> None:
    assert audience_id("public") == PUBLIC_AUDIENCE_ID
    assert 0 < PUBLIC_AUDIENCE_ID < 2**53
