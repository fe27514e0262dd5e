"""The reader of plain text."""

from visavis.imports.readers.plain.heading import read_wish
from visavis.imports.readers.plain.layout import (
    Layout,
    answer_line_by_line,
    choose_beside,
    choose_together,
)
from visavis.imports.readers.plain.read import (
    NO_WISHES,
    PlainText,
    Wishes,
    open_plain,
    read_cell,
    read_line_by_line,
    read_plain,
)

__all__ = [
    "NO_WISHES",
    "Layout",
    "PlainText",
    "Wishes",
    "answer_line_by_line",
    "choose_beside",
    "choose_together",
    "open_plain",
    "read_cell",
    "read_line_by_line",
    "read_plain",
    "read_wish",
]
