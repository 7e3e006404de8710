"""`manage.py prepare`."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from pages.editors.site_address import follow_base_url
from search.engines.base import SearchUnavailable
from search.indexing import is_of_no_use

BUILD_DICTIONARIES = ("search", "build_dictionaries")


class Command(BaseCommand):
    """Brings an installation to where it can be served; does nothing where nothing is missing."""

    help = "Migrate the database, build the search dictionaries, and fill an empty site with the demo."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--no-demo", action="store_true", help="leave an empty site empty")

    def handle(self, *_args: Any, no_demo: bool, **_options: Any) -> None:
        if migrations_are_missing():
            self.say("Preparing the database and the search dictionaries ...")
            with dictionaries_built_beside():
                call_command("migrate", verbosity=0, interactive=False)
        else:
            call_command(*BUILD_DICTIONARIES)
        if follow_base_url():
            call_command("publications", "rebuild", verbosity=0)
            self.say(f"The site has moved to {settings.BASE_URL}; its publications were written anew.")
        if not no_demo and not get_user_model()._default_manager.exists():
            self.say("Loading the demo content ...")
            call_command("load_demo")
        self.fill_search_index()

    def fill_search_index(self) -> None:
        """Let nobody search an index that was never filled, or that this version cannot read; the worker keeps it up to date."""
        try:
            if is_of_no_use():
                self.say("Filling the search index ...")
                call_command("search", "catch_up", stdout=StringIO())
        except (SearchUnavailable, CommandError) as error:
            # The site is of use without.
            self.say(f"Search is away; the worker fills its index once it is back. {error}")

    def say(self, line: str) -> None:
        """Print at once, as the next step may take a while."""
        self.stdout.write(line)
        self.stdout.flush()


def migrations_are_missing() -> bool:
    """Tell whether the database lags behind the code; cheaper than running `migrate` to find out."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@contextmanager
def dictionaries_built_beside() -> Iterator[None]:
    """Build the search dictionaries in a second process while the block runs: both keep a core busy."""
    command = [sys.executable, str(settings.PROJECT_DIR / "manage.py"), *BUILD_DICTIONARIES]
    with subprocess.Popen(command) as builder:  # noqa: S603 - our own command
        yield
    if builder.returncode:
        message = "The search dictionaries could not be built; the reason is above."
        raise CommandError(message)
