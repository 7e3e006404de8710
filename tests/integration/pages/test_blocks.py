"""What an editor sees of each block before choosing it."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.blocks import Block

from pages.models import CourseMeeting, CoursePage, StrategyDocumentPage
from tests.factories.media import make_superuser

STREAMS = (CoursePage.body, CourseMeeting.materials, StrategyDocumentPage.chapters)
BLOCKS = {
    f"{stream.field.name}-{name}": block
    for stream in STREAMS
    for name, block in stream.field.stream_block.child_blocks.items()
}


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS.keys())
def test_each_block_has_icon_help_and_preview_in_the_look_of_the_site(db: None, client: Client, block: Block) -> None:
    client.force_login(make_superuser())
    assert block.meta.icon != "placeholder"
    assert block.get_description()
    assert block.is_previewable
    html = client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix}).content.decode()
    assert "site/css/components.css" in html
