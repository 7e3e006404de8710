"""Building of dictionaries."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pages.language import dictionaries


@pytest.fixture
def empty_directory(tmp_path: Path) -> Iterator[Path]:
    before = dictionaries.dictionary_directory().parent
    dictionaries.use_directory(tmp_path / "dictionaries")
    yield tmp_path / "dictionaries"
    dictionaries.use_directory(before)


def test_dictionary_is_built_once(empty_directory: Path) -> None:
    (built,) = dictionaries.build_dictionaries(["cy"])
    made_at = built.stat().st_mtime_ns
    assert dictionaries.build_dictionaries(["cy"]) == [built]
    assert built.stat().st_mtime_ns == made_at
    assert [path.name for path in built.parent.iterdir()] == ["cy.dic"]
    assert empty_directory in built.parents


def test_importing_the_analysis_loads_no_dictionary() -> None:
    code = "import sys, pages.language.morphology; print('simplemma' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert answer.stdout.strip() == "False"
