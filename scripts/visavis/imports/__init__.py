"""The imports layer: texts in other formats, and aligned material → the files of a chapter."""

from visavis.imports.alignment import align_book, align_pair, align_replacement
from visavis.imports.bitext import Joint
from visavis.imports.bring import (
    Import,
    account_path,
    balance,
    check_pictures,
    import_pair,
    import_replacement,
    pictures_left_over,
    prove,
    write_account,
)
from visavis.imports.chapter import body_of
from visavis.imports.division import import_book, left_over
from visavis.imports.ledger import Discrepancy, Fault
from visavis.imports.readers import (
    BITEXT_SUFFIXES,
    TEXT_SUFFIXES,
    TextFile,
    read_bitext,
    read_texts,
)
from visavis.imports.readers.plain import Layout, Wishes, read_wish
from visavis.imports.reading import Reading
from visavis.imports.replacement import without_edition
from visavis.imports.rows import SURE, Row
from visavis.imports.stock import (
    Stock,
    check_free,
    pictures_of,
    rows_of,
    shown_pictures,
    take_stock,
)
from visavis.imports.title import join_titles
from visavis.imports.tree.node import BECAME, Losses
from visavis.imports.twice import find_twice

__all__ = [
    "BECAME",
    "BITEXT_SUFFIXES",
    "SURE",
    "TEXT_SUFFIXES",
    "Discrepancy",
    "Fault",
    "Import",
    "Joint",
    "Layout",
    "Losses",
    "Reading",
    "Row",
    "Stock",
    "TextFile",
    "Wishes",
    "account_path",
    "align_book",
    "align_pair",
    "align_replacement",
    "balance",
    "body_of",
    "check_free",
    "check_pictures",
    "find_twice",
    "import_book",
    "import_pair",
    "import_replacement",
    "join_titles",
    "left_over",
    "pictures_left_over",
    "pictures_of",
    "prove",
    "read_bitext",
    "read_texts",
    "read_wish",
    "rows_of",
    "shown_pictures",
    "take_stock",
    "without_edition",
    "write_account",
]
