"""The action layer: what can be done to an edition, worked out first and done whole or not at all.

The command line and the desk both act through it.
"""

from visavis.action.act import Act, ConflictError, Edit, digest_row
from visavis.action.acts import Answer, Ask, Propose, SignOff, Undo, Waive
from visavis.action.address import find_pair
from visavis.action.command import read_commands
from visavis.action.counterpart import find_sentence_starts
from visavis.action.history import History
from visavis.action.live import look_at_files
from visavis.action.message import UnreadableError, check_fields, read_act
from visavis.action.plan import Change, Plan, carry_out, plan_files
from visavis.action.rows import Join, Move, Shift, Split
from visavis.action.sign import (
    Reviewer,
    check_waivable,
    plan_answer,
    plan_ask,
    plan_sign_off,
    plan_waive,
    refuse,
)
from visavis.action.sitting import Sitting
from visavis.action.stamp import Stamping, plan_stamp
from visavis.action.worklist import WHY, Choice, Item, Why
from visavis.action.write import AddTerm, Insert, SetMark, Write, write_side

__all__ = [
    "WHY",
    "Act",
    "AddTerm",
    "Answer",
    "Ask",
    "Change",
    "Choice",
    "ConflictError",
    "Edit",
    "History",
    "Insert",
    "Item",
    "Join",
    "Move",
    "Plan",
    "Propose",
    "Reviewer",
    "SetMark",
    "Shift",
    "SignOff",
    "Sitting",
    "Split",
    "Stamping",
    "Undo",
    "UnreadableError",
    "Waive",
    "Why",
    "Write",
    "carry_out",
    "check_fields",
    "check_waivable",
    "digest_row",
    "find_pair",
    "find_sentence_starts",
    "look_at_files",
    "plan_answer",
    "plan_ask",
    "plan_files",
    "plan_sign_off",
    "plan_stamp",
    "plan_waive",
    "read_act",
    "read_commands",
    "refuse",
    "write_side",
]
