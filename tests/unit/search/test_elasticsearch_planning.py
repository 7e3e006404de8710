"""What is written to Elasticsearch, given what it holds."""

import pytest

from search.documents import RemovedPage
from search.engines.elasticsearch.planning import Delete, HeldPage, Put, Step, plan
from tests.contract.search_index import MEMBERS, PUBLIC, STAFF, page, restricted

IN_PUBLIC = HeldPage(1, "pub-pl", 5, PUBLIC)
OF_MEMBERS = HeldPage(1, "res-pl", 5, MEMBERS)
NEW = page(1, "A", sequence=9)


@pytest.mark.parametrize(
    ("changes", "held", "steps"),
    [
        ([NEW], [], [Put("pub-pl", NEW)]),
        ([NEW], [OF_MEMBERS], [Put("pub-pl", NEW), Delete("res-pl", 1, 9)]),
        ([page(1, "A", sequence=4)], [OF_MEMBERS], []),
        ([page(1, "A", sequence=8), NEW], [], [Put("pub-pl", NEW)]),
        ([NEW, RemovedPage(1, 10, PUBLIC)], [], [Delete("pub-pl", 1, 10)]),
        ([RemovedPage(1, 8, PUBLIC), NEW], [IN_PUBLIC], [Put("pub-pl", NEW)]),
        ([RemovedPage(1, 8, STAFF)], [OF_MEMBERS], []),
        ([RemovedPage(1, 8, MEMBERS)], [OF_MEMBERS], [Delete("res-pl", 1, 8)]),
        ([RemovedPage(1, 4, MEMBERS)], [OF_MEMBERS], []),
    ],
)
def test_last_change_of_a_page_decides(changes: list, held: list[HeldPage], steps: list[Step]) -> None:
    assert plan(changes, held) == steps


def test_removal_for_another_audience_leaves_the_page_that_moved() -> None:
    moved = restricted(page(1, "A", sequence=9))
    assert plan([moved, RemovedPage(1, 10, PUBLIC)], [IN_PUBLIC]) == [Put("res-pl", moved), Delete("pub-pl", 1, 9)]
