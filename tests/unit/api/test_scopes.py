"""From scopes to rights."""

import pytest

from api.scopes import DRAFT, LOGIN, PUBLISHED, Rights, group_scope, rights_of


@pytest.mark.parametrize(
    ("scopes", "rights"),
    [
        ([], Rights()),
        ([PUBLISHED], Rights()),
        ([PUBLISHED, DRAFT], Rights(drafts=True)),
        ([LOGIN], Rights(login=True)),
        ([group_scope(3)], Rights(login=True, group_ids=frozenset({3}))),
        ([group_scope(3), group_scope(12), LOGIN], Rights(login=True, group_ids=frozenset({3, 12}))),
        (["read:restricted:group-", "read:restricted:group-x", "write:all"], Rights()),
    ],
)
def test_rights_follow_from_scopes(scopes: list[str], rights: Rights) -> None:
    assert rights_of(scopes) == rights


def test_rights_have_one_canonical_form() -> None:
    assert str(rights_of([group_scope(12), group_scope(3)])) == "login,group-3,group-12"
    assert str(rights_of([DRAFT])) == str(rights_of([])) == "public"
