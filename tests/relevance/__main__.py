"""Measures the search on a set of questions: python -m tests.relevance FOLDER [--memory FILE] [--run FILE].

The documents of the set become pages of a throwaway site, published and indexed as any others. Every question is asked
over HTTP. The run is written beside the data of the throwaway site, unless a file is named.
"""

from __future__ import annotations

import json
import os
import sys
import time
from argparse import ArgumentParser
from pathlib import Path

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.relevance.settings"
django.setup()

from django.conf import settings  # noqa: E402 - after the set-up
from django.core.management import call_command  # noqa: E402
from django.utils import translation  # noqa: E402

from search.conf import search_engine  # noqa: E402
from tests.relevance.baseline import naive_run  # noqa: E402
from tests.relevance.question_set import QuestionSet, read_set  # noqa: E402
from tests.relevance.scores import Run, scores, table  # noqa: E402
from tests.relevance.site import QuestionRefusedError, ask, import_memory, publish, serving  # noqa: E402

TOLD_EVERY = 500


def main(arguments: list[str]) -> None:
    """Load, ask, and print the result."""
    parser = ArgumentParser(prog="python -m tests.relevance", description="Measure the search on a set of questions.")
    parser.add_argument("folder", type=Path, help="with docs.jsonl, queries.jsonl and qrels.jsonl")
    parser.add_argument("--memory", type=Path, help="a translation memory to learn from, as JSON lines")
    parser.add_argument("--run", type=Path, help="where to write what was found")
    parser.add_argument("--baseline", action="store_true", help="measure SQLite's own full text search too")
    asked = parser.parse_args(arguments)
    questions = read_set(asked.folder)
    if asked.baseline:
        say("Full text search of SQLite as it comes, marks removed")
        show(questions, naive_run(questions))
    run = measured(questions, asked.memory)
    path = asked.run or Path(settings.DATA_DIR) / "run.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps({"query": query, "docs": found}, ensure_ascii=False) for query, found in run.items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    say(type(search_engine()).__name__)
    show(questions, run)
    say(f"What was found: {path}")


def measured(questions: QuestionSet, memory: Path | None) -> Run:
    """Return what the search of a site of these documents finds."""
    call_command("migrate", verbosity=0)
    began = time.monotonic()
    with translation.override("pl"):
        keys = publish(questions.documents)
        if memory:
            import_memory(memory, {question.words_language_code for question in questions.questions})
    say(f"{len(keys)} pages published and indexed in {time.monotonic() - began:.0f} s")
    run: dict[str, list[str]] = {}
    refused: list[str] = []
    with serving() as connection:
        for number, question in enumerate(questions.questions, start=1):
            try:
                run[question.key] = ask(connection, question, keys)
            except QuestionRefusedError as error:
                run[question.key] = []
                refused.append(f"{question.key}: {error}")
            if number % TOLD_EVERY == 0:
                say(f"{number} of {len(questions.questions)} questions asked ...")
    if refused:
        say(f"{len(refused)} questions were refused; the first: {refused[0]}")
    return run


def show(questions: QuestionSet, run: Run) -> None:
    """Print the scores of a run."""
    say("\n".join(table(scores(questions, run))))


def say(text: str) -> None:
    """Print at once, since a run takes minutes."""
    print(text, flush=True)  # noqa: T201 - a command


if __name__ == "__main__":
    main(sys.argv[1:])
