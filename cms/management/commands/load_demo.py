"""Fills an empty site with the demo content."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from cms.demo.library import load_library
from cms.demo.site import load_accounts, load_site_texts, restrict
from cms.demo.snippets import load_partners, load_specialisations
from cms.demo.texts import SOURCE_LANGUAGE, DemoTextError, read_pages
from cms.demo.translations import polish_home, translate_tree
from cms.demo.tree import Stock, build_tree
from pages.models import CourseIndexPage
from pages.publications.rebuilding import rebuild_stale
from pages.terms.seeding import load_seed, seeded_terms


class Command(BaseCommand):
    """Loads the demo content once; a site that has courses already is left as it is."""

    help = "Load the demo content in Polish, Lithuanian and English, with its accounts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--in-production",
            action="store_true",
            help="Load under production settings, with random passwords, which are printed.",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        is_safe = settings.DEBUG or settings.SHOW_DEMO_LOGINS
        if not is_safe and not options["in_production"]:
            raise CommandError("This is not a development site. Say --in-production to load the demo all the same.")
        if CourseIndexPage.objects.exists():
            self.stdout.write("The site has content already; nothing was changed.")
            return
        try:
            passwords = self._load(random_passwords=not is_safe)
        except DemoTextError as error:
            raise CommandError(str(error)) from error
        # Files are shown on more pages than an act rebuilds.
        rebuild_stale()
        self.stdout.write(self.style.SUCCESS("The demo content is loaded."))
        if not is_safe:
            for username, password in passwords.items():
                self.stdout.write(f"{username}: {password}")

    @transaction.atomic
    def _load(self, *, random_passwords: bool) -> dict[str, str]:
        # One transaction: a demo that fails half-way leaves nothing, and each page is published once.
        entries = read_pages()
        library = load_library(entries)
        load_seed()
        terms = seeded_terms(SOURCE_LANGUAGE)
        stock = Stock(library, load_specialisations(), load_partners(library.images), terms)
        pages = build_tree(polish_home(), entries, stock)
        restrict(pages, entries)
        translate_tree(pages, entries, library)
        load_site_texts(pages, library.images)
        return load_accounts(random_passwords=random_passwords)
