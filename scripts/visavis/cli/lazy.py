"""`LazyGroup`: a command whose commands are imported when they are called."""

from __future__ import annotations

from collections.abc import MutableMapping

import click


class LazyGroup(click.Group):
    """Its heirs say what there is, by `list_commands` and `get_command`."""

    @property
    def commands(self) -> MutableMapping[str, click.Command]:
        """All of them, for what has to read each one: `click-man`."""
        context = click.Context(self)
        found = {name: self.get_command(context, name) for name in self.list_commands(context)}
        return {name: command for name, command in found.items() if command}

    @commands.setter
    def commands(self, commands: MutableMapping[str, click.Command]) -> None:
        """Nothing: click sets it when a group is made."""
