"""The example of a typed client compiles with what is generated from our description, and does what it says."""

import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from api.schema.document import openapi_json
from search.indexing import rebuild
from tests.factories.site_tree import make_homes
from tests.integration.documentation.content import make_documented_site

TOOLS = Path(__file__).parent / "typescript"
EXAMPLE = Path(settings.PROJECT_DIR) / "docs" / "api" / "client.ts"

pytestmark = pytest.mark.slow


def run(*command: str | Path, folder: Path) -> str:
    """Run a program, and return what it printed; an AssertionError has that as well."""
    done = subprocess.run(  # noqa: S603 - our own command
        command, cwd=folder, text=True, timeout=120, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """What an app's developer has: the example, and the types that are generated from the description."""
    assert (TOOLS / "node_modules").exists(), "The tools are missing: run .ci/install-packages"
    for name in ("package.json", "tsconfig.json"):
        shutil.copy(TOOLS / name, tmp_path)
    shutil.copy(EXAMPLE, tmp_path)
    (tmp_path / "node_modules").symlink_to(TOOLS / "node_modules")
    (tmp_path / "openapi.json").write_text(openapi_json(), encoding="utf-8")
    run("node_modules/.bin/openapi-typescript", "openapi.json", "--output", "schema.d.ts", folder=tmp_path)
    return tmp_path


def compile_in(folder: Path) -> str:
    return run("node_modules/.bin/tsc", "--project", ".", folder=folder)


def test_the_example_compiles_and_reads_a_site(project: Path, own_index: None, live_server: object) -> None:
    with transaction.atomic():
        make_documented_site(make_homes())
    rebuild()
    compile_in(project)
    printed = run("node", "client.js", f"{live_server}/api/v2", folder=project)
    assert printed.splitlines() == [
        "courses: 1",
        "course: TIG suvirinimas, basic, 24 h",
        "detail: TIG suvirinimas, any trade, also in pl",
        "meeting: 2026-05-04T08:00:00+02:00 Suwałki, 9 seats left",
        "quote: Ranka mato. (Jonas Petraitis)",
        "search: 1 for TIG",
        "found: TIG suvirinimas http://localhost/lt/kursai/tig-suvirinimas/",
        "filter: Mokymai (1)",
        "copied: 13",
        "menu: Kursy http://localhost/pl/kursy/",
        "menu: O centrum http://localhost/pl/o-centrum/",
        "funding: Współfinansowane przez Unię Europejską, contact: biuro@example.org",
    ]


MISTAKES = {
    # What the example says, what it must not say, and what the compiler calls the latter.
    'locale: "lt", fallback: "pl,en"': (
        'locale: "de"',
        """Type '"de"' is not assignable to type '"pl" | "lt" | "en\"""",
    ),
    "course.hours.toFixed()": ("course.hours.trim()", "Property 'trim' does not exist on type 'number'"),
    "meeting.town": ("meeting.city", "Property 'city' does not exist"),
    'case "quote"': ('case "quotation"', """Type '"quotation"' is not comparable"""),
    "copy.set(key, change.body)": ("copy.set(key, null)", "Argument of type 'null' is not assignable"),
    "found.meta.facets.type": ("found.meta.facets.colour", "Property 'colour' does not exist"),
    "settings.contact.email": ("settings.email", "Property 'email' does not exist"),
}


def test_what_the_api_does_not_have_is_refused(project: Path) -> None:
    example = project / EXAMPLE.name
    source = example.read_text(encoding="utf-8")
    for right, (wrong, _complaint) in MISTAKES.items():
        assert right in source
        source = source.replace(right, wrong)
    example.write_text(source, encoding="utf-8")
    with pytest.raises(AssertionError) as refusal:
        compile_in(project)
    missing = [complaint for _wrong, complaint in MISTAKES.values() if complaint not in str(refusal.value)]
    assert missing == []
