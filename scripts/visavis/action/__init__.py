"""The action layer: what can be done to an edition, worked out first and done whole or not at all.

The command line and the desk both act through it.
"""

from visavis.action.address import find_pair, find_range, find_row
from visavis.action.plan import Change, Plan, carry_out, plan_edit, record_texts
from visavis.action.rows import plan_join, plan_move, plan_shift, plan_split
from visavis.action.stamp import Stamping, describe_moves, plan_stamp

__all__ = [
    "Change",
    "Plan",
    "Stamping",
    "carry_out",
    "describe_moves",
    "find_pair",
    "find_range",
    "find_row",
    "plan_edit",
    "plan_join",
    "plan_move",
    "plan_shift",
    "plan_split",
    "plan_stamp",
    "record_texts",
]
