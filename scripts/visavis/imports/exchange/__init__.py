"""What this program exported, and somebody has edited, on its way back into the edition."""

from visavis.imports.exchange.come_back import ReturnedFile, bring_edited, bring_whole
from visavis.imports.exchange.unit import EXCHANGE_SUFFIXES, ReturnedUnit, read_units

__all__ = [
    "EXCHANGE_SUFFIXES",
    "ReturnedFile",
    "ReturnedUnit",
    "bring_edited",
    "bring_whole",
    "read_units",
]
