"""Serves the desk on this machine until somebody interrupts it."""

from __future__ import annotations

import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from visavis.action import Reviewer
from visavis.errors import VisavisError
from visavis.settings import Project

if TYPE_CHECKING:
    import uvicorn

PORT = 8765
_TRIED = 20
"""So many ports after the first are tried, if nobody names one."""


@contextmanager
def make_server(
    project: Project,
    find_reviewer: Callable[[], Reviewer],
    *,
    port: int | None = None,
    read_only: bool = False,
) -> Iterator[tuple[str, Callable[[], None], uvicorn.Server]]:
    """The address of the desk of an edition, what serves it, and the server. Raises VisavisError.

    Without a port it is the first that is free from `PORT` on; 0 stands for any.
    """
    try:
        import uvicorn
        import watchfiles  # noqa: F401 - the desk begins nothing that it cannot follow

        from visavis.desk.app import make_app
        from visavis.desk.guard import Door
    except ImportError as error:
        missing = str(getattr(error, "name", "") or error).partition(".")[0]
        raise VisavisError(
            f"the desk needs the package {missing}",
            hint="install it with `pip install 'visavis[desk]'`",
        ) from None
    from visavis.desk.work import Desk

    with tempfile.TemporaryDirectory(prefix="visavis-desk-") as folder, _listen(port) as listening:
        door = Door(listening.getsockname()[1])
        desk = Desk(project, Path(folder), find_reviewer, read_only=read_only)
        config = uvicorn.Config(
            make_app(desk, door),
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=1,
        )
        server = uvicorn.Server(config)
        yield door.address, lambda: server.run(sockets=[listening]), server


def _listen(port: int | None) -> socket.socket:
    """A socket on this machine alone. Raises VisavisError."""
    tried = [port] if port is not None else range(PORT, PORT + _TRIED)
    for one in tried:
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(("127.0.0.1", one))
        except OSError:
            listening.close()
            continue
        return listening
    raise VisavisError(
        f"port {tried[0]} is in use", hint="name another with --port, or 0 for any that is free"
    )
