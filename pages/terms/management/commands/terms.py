"""`manage.py terms`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pages.memory.importing import MemoryNameError, forget_memory, import_tmx
from pages.memory.mining import mine
from pages.memory.tmx import TmxError
from pages.terms.seeding import load_seed


class Command(BaseCommand):
    """Looks after the termbase."""

    help = "Load the terms of the trade that come with the program; import translation memories and learn from them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        actions.add_parser("load", help="add the terms that are missing; what is there is left as it is")
        importing = actions.add_parser("import_memory", help="keep a translation memory, in the place of its like")
        importing.add_argument("file", type=Path, help="in TMX")
        importing.add_argument("--name", help="what it is known by; by default the name of the file")
        forgetting = actions.add_parser("forget_memory", help="forget an imported translation memory")
        forgetting.add_argument("name")
        actions.add_parser("mine", help="learn from all translations how single terms are called")

    def handle(self, *_args: Any, action: str, **options: Any) -> None:
        getattr(self, f"do_{action}")(**options)

    def do_load(self, **_options: Any) -> None:
        self.stdout.write(f"{load_seed()} terms added.")

    def do_import_memory(self, file: Path, name: str | None, **_options: Any) -> None:
        name = file.name if name is None else name
        try:
            with file.open("rb") as content:
                imported = import_tmx(content, name, lambda count: self.stdout.write(f"{count} segments read ..."))
        except (MemoryNameError, OSError, TmxError) as error:
            message = f"{file}: {error}"
            raise CommandError(message) from error
        self.stdout.write(f"{imported.kept} segments of {name} kept, {imported.passed_over} in other languages.")
        self.stdout.write("The worker learns from them within a minute; manage.py terms mine does it now.")

    def do_forget_memory(self, name: str, **_options: Any) -> None:
        if not (count := forget_memory(name)):
            message = f"There is no translation memory {name}."
            raise CommandError(message)
        self.stdout.write(f"{count} segments forgotten.")

    def do_mine(self, **_options: Any) -> None:
        self.stdout.write(f"{mine(self.stdout.write)} pairs of terms learnt.")
