"""What this program exported, and somebody has edited, on its way back into the edition."""

from visavis.imports.exchange.come_back import Returned, bring_back, bring_whole
from visavis.imports.exchange.unit import EXCHANGE_SUFFIXES, ReturnedUnit, read_units

__all__ = [
    "EXCHANGE_SUFFIXES",
    "Returned",
    "ReturnedUnit",
    "bring_back",
    "bring_whole",
    "read_units",
]
