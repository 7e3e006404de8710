"""`manage.py search`."""

from argparse import ArgumentParser
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pages.language.dictionaries import build_dictionaries
from pages.publications.selectors import head_sequence
from search.conf import search_engine
from search.engines.base import SearchUnavailable
from search.indexing import catch_up, rebuild
from search.verification import index_differences

MOST_REFUSALS = 10


class Command(BaseCommand):
    """Looks after the search index."""

    help = "Rebuild the search index, compare it with what is published, bring it up to date, tell its state, or build the dictionaries of the languages."

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        actions.add_parser("rebuild", help="make the index anew beside the one in use, and swap")
        actions.add_parser("catch_up", help="apply what was published since the index last looked")
        verify = actions.add_parser(
            "verify", help="compare the index with what is published, and exit with 1 if it differs"
        )
        verify.add_argument("--repair", action="store_true", help="make the index anew if it differs")
        actions.add_parser("status", help="tell what the index holds and how far behind it is")
        actions.add_parser("build_dictionaries", help="build the dictionaries of the languages where missing")

    def handle(self, *_args: Any, action: str, **options: Any) -> None:
        try:
            getattr(self, f"do_{action}")(**options)
        except SearchUnavailable as error:
            raise CommandError(str(error)) from error

    def do_rebuild(self, **_options: Any) -> None:
        done = rebuild(progress=lambda count: self.stdout.write(f"{count} changes ..."))
        self.stdout.write(f"The index was made anew from {done} changes.")

    def do_verify(self, *, repair: bool, **_options: Any) -> None:
        count = self._compare()
        if count and repair:
            self.do_rebuild()
            count = self._compare()
        if count:
            # An engine may have refused a page, and says why.
            following = "status" if repair else "verify --repair"
            message = f"The index differs in {count} pages: manage.py search {following}"
            raise CommandError(message)
        self.stdout.write("The index holds what is published.")

    def _compare(self) -> int:
        count = 0
        for difference in index_differences(progress=lambda count: self.stdout.write(f"{count} pages compared ...")):
            self.stdout.write(str(difference))
            count += 1
        return count

    def do_catch_up(self, **_options: Any) -> None:
        self.stdout.write(f"{catch_up()} changes applied.")

    def do_build_dictionaries(self, **_options: Any) -> None:
        build_dictionaries()

    def do_status(self, **_options: Any) -> None:
        status = search_engine().status()
        behind = head_sequence() - status.cursor
        self.stdout.write(f"cursor      {status.cursor} ({behind} behind the feed)")
        self.stdout.write(f"pages       {status.page_count}")
        self.stdout.write(f"passages    {status.passage_count}")
        self.stdout.write(f"languages   {', '.join(status.languages) or 'none'}")
        self.stdout.write(f"size        {status.size_bytes / 1_000_000:.1f} MB")
        if status.refused:
            self.stdout.write(f"refused     {len(status.refused)} pages, which are not found; for instance")
        for page_id, reason in islice(status.refused.items(), MOST_REFUSALS):
            self.stdout.write(f"            page {page_id}: {reason}")
        if status.outdated:
            self.stdout.write(f"outdated    {status.outdated}: run manage.py search rebuild")
