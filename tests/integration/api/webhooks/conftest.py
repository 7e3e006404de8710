"""What the tests of webhooks share."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.integration.api.webhooks.receiver import Receiver, running_receiver


@pytest.fixture
def receiver(settings: Settings) -> Iterator[Receiver]:
    """An app on this machine, to which messages may be sent."""
    settings.WEBHOOKS_ALLOW_PRIVATE_ADDRESSES = True
    with running_receiver() as running:
        yield running
