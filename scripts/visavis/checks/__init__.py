"""The checks: rules about the text, and the findings they make."""

from visavis.checks.finding import Finding, Severity
from visavis.checks.rule import Problem, Rule
from visavis.checks.run import RULES, find_problems

__all__ = ["RULES", "Finding", "Problem", "Rule", "Severity", "find_problems"]
