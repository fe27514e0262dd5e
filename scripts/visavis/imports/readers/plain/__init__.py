"""The reader of plain text."""

from visavis.imports.readers.plain.layout import (
    Layout,
    answer_line_by_line,
    choose_beside,
    choose_together,
)
from visavis.imports.readers.plain.read import (
    PlainText,
    open_plain,
    read_cell,
    read_line_by_line,
    read_plain,
)
from visavis.imports.readers.plain.wish import NO_WISHES, Wishes, read_wish

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
