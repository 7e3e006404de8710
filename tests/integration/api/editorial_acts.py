"""Random acts of editors, some of which change what an outsider may read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from wagtail.models import Page

from tests.integration.api.edited_site import EditedSite, make_common_matter
from tests.integration.api.editorial_access_acts import AccessActs, SiteActs
from tests.integration.api.editorial_file_acts import FileActs
from tests.integration.api.editorial_page_acts import PageActs
from tests.integration.api.editorial_tree_acts import TreeActs

Act = Callable[[], object]


class Editors:
    """Does one act after another; the same seed does the same acts."""

    def __init__(self, site: EditedSite, acts: Sequence[Act]) -> None:
        self.site = site
        # The more often an act stands here, the more often it is done.
        self.acts = acts

    def act(self) -> str:
        """Do something, and say what."""
        self.site.count += 1
        act = self.site.random.choice(self.acts)
        act()
        return getattr(act, "__name__", "")


def editors_of_all(random: Random, homes: dict[str, Page]) -> Editors:
    """Return editors who are alone, and change everything."""
    make_common_matter()
    site = EditedSite(random, homes)
    return Editors(site, [*acts_beside_others(site), *SiteActs(site).acts])


def acts_beside_others(site: EditedSite) -> list[Act]:
    """Return the acts that editors do while others are at work in other parts of the tree."""
    return [*PageActs(site).acts, *TreeActs(site).acts, *FileActs(site).acts, *AccessActs(site).acts]
