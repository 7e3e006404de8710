"""Reads of the API under load, beside yardsticks that read the same bytes and do nothing else.

python -m tests.benchmarks.throughput (DATABASE_URL and DATA_DIR name a catalogue; see docs/benchmarks.md)
"""

from __future__ import annotations

import os
import statistics
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.settings"
django.setup()

from django.core.management import call_command  # noqa: E402 - after the set-up
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from pages.models import CoursePage, Specialisation  # noqa: E402
from pages.publications.models import Publication  # noqa: E402
from pages.publications.representation import dump  # noqa: E402
from tests.benchmarks.catalogue import rare_words  # noqa: E402
from tests.benchmarks.processes import Load, Server, put_under_load, serving  # noqa: E402

SECONDS: Final = int(os.environ.get("BENCHMARK_SECONDS", "10"))
RUNS: Final = int(os.environ.get("BENCHMARK_RUNS", "3"))
WARM_UP_SECONDS: Final = 3
DETAILS: Final = 1000
FIELDS: Final = "type=pages.CoursePage&fields=summary,specialisation"

Scenarios = Mapping[str, Sequence[str]]


def details() -> Sequence[tuple[int, str]]:
    """Return id and entity tag of the pages that are asked for."""
    rows = Publication.objects.filter(kind="page", type="pages.CoursePage", deleted=False).order_by("path")
    return list(rows.values_list("object_id", "etag")[:DETAILS])


def categories() -> Sequence[int]:
    """Return the categories that are asked for."""
    return list(Specialisation.objects.order_by("code").values_list("pk", flat=True)[:10])


def our_scenarios() -> Scenarios:
    """Return the paths of each scenario."""
    size = CoursePage.objects.count()
    pages = "/api/v2/pages/"
    return {
        "detail": [f"{pages}{pk}/" for pk, _etag in details()],
        "etag": [f'{pages}{pk}/\t"{etag}"' for pk, etag in details()],
        "list": [f"{pages}?{FIELDS}&limit=20&offset={20 * number}" for number in range(50)],
        "filtered": [
            f"{pages}?{FIELDS}&limit=20&offset=80&order=title&locale={code}&specialisation={pk}"
            for pk in categories()
            for code in ("pl", "lt")
        ],
        "search": [f"{pages}?{FIELDS}&limit=10&search={word}&locale=pl" for word in rare_words(size)[:20:2]],
    }


def yardstick_scenarios() -> Scenarios:
    """Return the paths of the yardsticks."""
    return {
        "detail": [f"/{{kind}}/detail/{pk}/" for pk, _etag in details()],
        "etag": [f'/{{kind}}/etag/{pk}/\t"{etag}"' for pk, etag in details()],
        "list": [f"/{{kind}}/list/?offset={20 * number}" for number in range(50)],
        "filtered": [
            f"/{{kind}}/list/?offset=80&locale={code}&specialisation={pk}"
            for pk in categories()
            for code in ("pl", "lt")
        ],
    }


def make_items() -> None:
    """Store each item of a listing as our API gives it, for the yardsticks."""
    client = Client(headers={"host": "localhost"})
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS benchmark_item")
        cursor.execute("CREATE TABLE benchmark_item (object_id bigint PRIMARY KEY, item text)")
        position, total = 0, 1
        while position < total:
            data = client.get(f"/api/v2/pages/?{FIELDS}&limit=100&offset={position}").json()
            total, position = data["meta"]["total_count"], position + 100
            rows = [(item["id"], dump(item)) for item in data["items"]]
            cursor.executemany("INSERT INTO benchmark_item VALUES (%s, %s)", rows)
        cursor.execute("ANALYZE")


def database_pid() -> int | None:
    """Return the process that all processes of PostgreSQL come from; SQLite has none."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        return int((Path(cursor.fetchone()[0]) / "postmaster.pid").read_text().splitlines()[0])


def measure(server: Server, scenarios: Scenarios, label: str) -> dict[str, Load]:
    """Put a server under the load of each scenario, and print the median of the runs."""
    found: dict[str, Load] = {}
    for name, lines in scenarios.items():
        put_under_load(server, lines, WARM_UP_SECONDS)
        runs = sorted((put_under_load(server, lines, SECONDS) for _run in range(RUNS)), key=lambda run: run.per_second)
        alone = put_under_load(server, lines, 2, connections=1)
        found[name] = load = runs[len(runs) // 2]
        cost = statistics.median(run.microseconds for run in runs)
        errors = sum(run.errors for run in runs)
        sys.stdout.write(
            f"| {label} | {name} | {load.per_second:,.0f} ({runs[0].per_second:,.0f}-{runs[-1].per_second:,.0f}) "
            f"| {load.p50_ms:.1f} / {load.p99_ms:.1f} | {alone.p50_ms:.2f} | {cost:,.0f} | {errors} |\n"
        )
        sys.stdout.flush()
    return found


def main(only: Sequence[str]) -> None:
    """Measure yardsticks and API in one run, and print the table with the ratios."""
    # The catalogue may have been loaded by a former version.
    call_command("migrate", verbosity=0)
    call_command("search", "catch_up", verbosity=0)
    make_items()
    chosen = {name: lines for name, lines in our_scenarios().items() if not only or name in only}
    beside = {name: lines for name, lines in yardstick_scenarios().items() if name in chosen}
    pid = database_pid()
    connection.close()
    sys.stdout.write(
        f"{connection.vendor}\n\n| what | scenario | a second | p50 / p99 ms | alone p50 ms | µs | errors |\n"
    )
    sys.stdout.write("|---|---|---|---|---|---|---|\n")
    measured: dict[str, dict[str, Load]] = {}
    for kind in ("plain", "drf"):
        lines = {name: [line.format(kind=kind) for line in paths] for name, paths in beside.items()}
        with serving(8801, lines[min(lines)][0].partition("\t")[0], {"BENCHMARK_YARDSTICKS": "1"}, pid) as server:
            measured[kind] = measure(server, lines, f"yardstick: {kind}")
    with serving(8802, chosen[min(chosen)][0].partition("\t")[0], {}, pid) as server:
        measured["ours"] = measure(server, chosen, "ours")
        sys.stdout.write(f"\nours: first answer after {server.start_seconds:.2f} s, {server.megabytes():.0f} MB\n")
    for name in beside:
        share = measured["ours"][name].per_second / measured["drf"][name].per_second
        sys.stdout.write(f"{name}: {share:.0%} of the DRF yardstick\n")


if __name__ == "__main__":
    main(sys.argv[1:])
