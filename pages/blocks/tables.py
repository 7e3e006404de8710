"""A table whose headings and cells are translated with the page."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock
from wagtail_localize.segments import StringSegmentValue


def _restore(segment: StringSegmentValue) -> str:
    return segment.render_text()


class TableBlock(TypedTableBlock):
    """A captioned table with text and number columns.

    wagtail-localize does not look into typed tables by itself; the two segment methods are its
    documented extension point. Cells are found again by their row and column.
    """

    text = blocks.CharBlock(label=_("Text"), required=False)
    number = blocks.CharBlock(label=_("Number"), required=False, help_text=_("Set flush right."))

    def get_translatable_segments(self, table: TypedTable | None) -> list[StringSegmentValue]:
        """Return caption, headings and cells as segments of plain text."""
        if not table:
            return []
        texts: list[tuple[str, str]] = [("caption", table.caption or "")]
        texts += [(f"heading.{n}", column["heading"]) for n, column in enumerate(table.columns)]
        for r, row in enumerate(table.row_data):
            texts += [(f"row.{r}.{c}", str(cell or "")) for c, cell in enumerate(row["values"])]
        return [StringSegmentValue(path, text) for path, text in texts if text]

    def restore_translated_segments(self, table: TypedTable, segments: Iterable[StringSegmentValue]) -> TypedTable:
        """Return the table with the given segments in place of the source text."""
        translated = {segment.path: _restore(segment) for segment in segments}
        columns = [
            {**column, "heading": translated.get(f"heading.{n}", column["heading"])}
            for n, column in enumerate(table.columns)
        ]
        rows = [
            {"values": [translated.get(f"row.{r}.{c}", cell) for c, cell in enumerate(row["values"])]}
            for r, row in enumerate(table.row_data)
        ]
        return TypedTable(columns, rows, translated.get("caption", table.caption))

    def get_preview_value(self) -> Any:
        return self.to_python(
            {
                "caption": "TIG",
                "columns": [{"type": "text", "heading": "mm"}, {"type": "number", "heading": "A"}],
                "rows": [{"values": ["1,5", "60"]}, {"values": ["3,0", "120"]}],
            }
        )

    class Meta:
        icon = "table"
        label = _("Table")
        description = _("Rows and columns with a caption, for values and comparisons.")
        template = "blocks/table.html"
