"""`manage.py terms`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from pages.terms.seeding import load_seed


class Command(BaseCommand):
    """Looks after the termbase."""

    help = "Load the terms of the trade that come with the program."

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        actions.add_parser("load", help="add the terms that are missing; what is there is left as it is")

    def handle(self, *_args: Any, action: str, **_options: Any) -> None:
        getattr(self, f"do_{action}")()

    def do_load(self) -> None:
        self.stdout.write(f"{load_seed()} terms added.")
