"""What `visavis review` says besides the pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from visavis.action import Choice, Item, Why
from visavis.checks import find_rule
from visavis.cli.opening import counted
from visavis.edition import Edition
from visavis.record import living_pairs


def summarize(edition: Edition, items: Sequence[Item], choice: Choice) -> str:
    """How many pairs there are, how many of them wait for what, and what to do about them."""
    pairs = sum(1 for chapter in edition.chapters for _ in living_pairs(chapter))
    total = f"{counted(len(edition.chapters), 'chapter')}, {counted(pairs, 'pair')}"
    if not items:
        chosen = choice != Choice()
        return (
            f"{total}: {'nothing of the kind waits' if chosen else 'all signed off as they stand'}."
        )
    counts = Counter(item.why for item in items if item.why != "new" or not item.entry.signed)
    always: Sequence[Why] = ("new", "changed", "doubtful")
    told = [f"{counts[why]} {why}" for why in always]
    if counts["asked"]:
        told.append(f"{counts['asked']} asked about")
    if counts["second"]:
        told.append(f"{counts['second']} for a second pair of eyes")
    names = {finding.rule for item in items for finding in item.findings}
    waivable = any(find_rule(name).waivable for name in names)
    waive = "`--waive RULE --reason WHY`" if waivable else ""
    if all(item.why == "doubtful" and item.entry.signed for item in items):
        # Another sign-off would change nothing.
        how = "mend what is found" + (f", or let it stand with {waive}" if waive else "")
    else:
        how = "sign off with `visavis review --accept ID` or `--all`"
        how += f"; what is right as it stands, with {waive}" if waive else ""
    return f"{total}: {', '.join(told)}; {how}."
