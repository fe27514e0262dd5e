"""`visavis rules`."""

from __future__ import annotations

import click

from visavis.checks import RULES, find_rule, read_manual


@click.command("rules")
@click.argument("name", required=False)
@click.option(
    "--language",
    metavar="TAG",
    default="en",
    help="The language of the manuals: en, or fr; English where there is no other.",
)
def command(name: str | None, language: str) -> None:
    """List the rules, or print the manual of one."""
    if name is None:
        width = max(len(rule.name) for rule in RULES)
        for rule in RULES:
            summary = " ".join(read_manual(rule, language).partition("\n\n")[0].split())
            click.echo(f"{rule.name:{width}}  {rule.severity:7}  {summary}")
        return
    chosen = find_rule(name)
    click.echo(f"{chosen.name} ({chosen.severity})\n\n{read_manual(chosen, language)}")
