"""How long an editor waits for a publish while all publications of a catalogue are rebuilt beside him.

python -m tests.benchmarks.publishing (DATABASE_URL and DATA_DIR name a catalogue; see docs/benchmarks.md)
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
django.setup()

from django.utils import translation  # noqa: E402 - after the set-up

from pages.models import CoursePage  # noqa: E402
from pages.publications.models import Publication  # noqa: E402

MANAGE = Path(__file__).resolve().parents[2] / "manage.py"
SECONDS_BETWEEN = 0.5


def main() -> None:
    """Publish one course after another until the rebuild has ended, and tell how long each took."""
    total = Publication.objects.filter(deleted=False).count()
    pks = list(CoursePage.objects.order_by("pk").values_list("pk", flat=True)[:500])
    begun = time.monotonic()
    rebuild = subprocess.Popen([sys.executable, str(MANAGE), "publications", "--verbosity=0", "rebuild"])  # noqa: S603 - our own
    waits: list[float] = []
    with translation.override("pl"):
        while rebuild.poll() is None:
            page = CoursePage.objects.get(pk=pks[len(waits) % len(pks)])
            page.summary = f"{page.summary[:200]} {len(waits)}"
            start = time.monotonic()
            page.save_revision().publish()
            waits.append(time.monotonic() - start)
            time.sleep(SECONDS_BETWEEN)
    seconds = time.monotonic() - begun
    sys.stdout.write(
        f"{total} publications rebuilt in {seconds:.0f} s; meanwhile {len(waits)} publishes, "
        f"median {statistics.median(waits):.2f} s, longest {max(waits):.2f} s\n"
    )


if __name__ == "__main__":
    main()
