"""Columns of lists in the admin whose rows become small cards on a narrow screen, each cell with its label."""

from __future__ import annotations

from typing import Any

from wagtail.admin.ui.tables import Column, LocaleColumn, NumberColumn


class LabelledColumn(Column):
    """A column that bears its label in each cell as well; an empty cell is left out of the card."""

    cell_template_name = "terms/labelled_cell.html"

    class Media:
        css = {"all": ("terms/listing.css",)}


class LabelledNumberColumn(LabelledColumn, NumberColumn):
    """Numbers, with their labels."""


class LabelledLocaleColumn(LabelledColumn, LocaleColumn):
    """The language of each row, with its label."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(classname="", **kwargs)
