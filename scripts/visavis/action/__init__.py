"""The action layer: what can be done to an edition, worked out first and done whole or not at all.

The command line and the desk both act through it.
"""

from visavis.action.address import find_pair, find_range, find_row
from visavis.action.plan import Change, Plan, act, carry_out
from visavis.action.rows import plan_join, plan_move, plan_shift, plan_split
from visavis.action.sign import (
    Reviewer,
    check_waivable,
    name_items,
    plan_answer,
    plan_ask,
    plan_sign_off,
    plan_waive,
)
from visavis.action.stamp import Stamping, plan_stamp
from visavis.action.worklist import Choice, Findings, Item, Why, find_by_pair

__all__ = [
    "Change",
    "Choice",
    "Findings",
    "Item",
    "Plan",
    "Reviewer",
    "Stamping",
    "Why",
    "act",
    "carry_out",
    "check_waivable",
    "find_by_pair",
    "find_pair",
    "find_range",
    "find_row",
    "name_items",
    "plan_answer",
    "plan_ask",
    "plan_join",
    "plan_move",
    "plan_shift",
    "plan_sign_off",
    "plan_split",
    "plan_stamp",
    "plan_waive",
]
