"""What the tests of publications share."""

import pytest

from pages.publications import rebuilding, writer
from tests.integration.conftest import Homes

# What is rebuilt in an act, and one batch more.
FEW, MANY = 3, 5


@pytest.fixture
def small_numbers(homes: Homes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an act leave to the worker all that is more than a few, and the worker take small batches."""
    monkeypatch.setattr(writer, "DEPENDANTS_REBUILT_IN_ACT", FEW)
    monkeypatch.setattr(rebuilding, "BATCH", 2)
    monkeypatch.setattr(rebuilding, "PAUSE", 0)
