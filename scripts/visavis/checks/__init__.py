"""The checks: rules about the text, and the findings they make."""

from visavis.checks.finding import Finding, Problem, Severity
from visavis.checks.judge import Scope, check, check_text, find_errors
from visavis.checks.manual import manual_language, read_manual
from visavis.checks.rule import LINKS, RECORD, SAMPLE, TEXT, WRITTEN_RECORD, Concern, Rule
from visavis.checks.rules import RULES, find_rule
from visavis.checks.rules.similarity import are_exchanged, is_foreign
from visavis.checks.waiver import pair_of

__all__ = [
    "LINKS",
    "RECORD",
    "RULES",
    "SAMPLE",
    "TEXT",
    "WRITTEN_RECORD",
    "Concern",
    "Finding",
    "Problem",
    "Rule",
    "Scope",
    "Severity",
    "are_exchanged",
    "check",
    "check_text",
    "find_errors",
    "find_rule",
    "is_foreign",
    "manual_language",
    "pair_of",
    "read_manual",
]
