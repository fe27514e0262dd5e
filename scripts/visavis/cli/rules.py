"""`visavis rules`."""

from __future__ import annotations

import click

from visavis.checks import RULES
from visavis.errors import VisavisError


@click.command("rules")
@click.argument("name", required=False)
def command(name: str | None) -> None:
    """List the rules, or print the manual of one."""
    if name is None:
        width = max(len(rule.name) for rule in RULES)
        for rule in RULES:
            click.echo(f"{rule.name:{width}}  {rule.severity:7}  {rule.summary}")
        return
    chosen = next((rule for rule in RULES if rule.name == name), None)
    if chosen is None:
        raise VisavisError(f"there is no rule {name}", hint="`visavis rules` lists them")
    click.echo(f"{chosen.name} ({chosen.severity})\n\n{chosen.manual}")
