"""The checks: rules about the text, and the findings they make."""

from visavis.checks.finding import Finding, Severity
from visavis.checks.judge import open_cache
from visavis.checks.likeness import is_foreign
from visavis.checks.manual import manual_language, read_manual
from visavis.checks.rule import Problem, Rule
from visavis.checks.run import RULES, find_problems
from visavis.checks.safety import is_safe
from visavis.checks.term import find_lost_exceptions
from visavis.checks.waiver import apply_waivers, can_be_waived, find_pair, is_waived

__all__ = [
    "RULES",
    "Finding",
    "Problem",
    "Rule",
    "Severity",
    "apply_waivers",
    "can_be_waived",
    "find_lost_exceptions",
    "find_pair",
    "find_problems",
    "is_foreign",
    "is_safe",
    "is_waived",
    "manual_language",
    "open_cache",
    "read_manual",
]
