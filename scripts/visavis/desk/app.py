"""The desk as a web application: its interface in JSON, the pages, and what they ask for."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route

from visavis.action import ConflictError, UnreadableError, Write, check_fields, read_act
from visavis.desk.describe import describe_conflict
from visavis.desk.guard import Door, Guard
from visavis.desk.work import Desk
from visavis.errors import VisavisError

_ASSETS = Path(__file__).parent / "assets"
_MOST = 1_000_000
"""Bytes that a page may send at once."""


def make_app(desk: Desk, door: Door) -> Starlette:
    """The application that answers at a door."""
    listeners: set[asyncio.Queue[dict[str, Any]]] = set()

    @asynccontextmanager
    async def live(app: Starlette) -> AsyncIterator[None]:
        loop = asyncio.get_running_loop()

        def tell(news: dict[str, Any]) -> None:
            for queue in tuple(listeners):
                loop.call_soon_threadsafe(queue.put_nowait, news)

        desk.tell = tell
        desk.begin()
        yield
        desk.end()

    async def events(request: Request) -> Response:
        return StreamingResponse(_listen(listeners), media_type="text/event-stream")

    routes = [
        Route("/.desk/1/state", _answer(lambda told: desk.state())),
        Route("/.desk/1/list", _answer(desk.rows)),
        Route("/.desk/1/row", _answer(lambda told: desk.row(str(told.get("address", ""))))),
        Route("/.desk/1/events", events),
        Route("/.desk/1/judge", _take(partial(_judge, desk)), methods=["POST"]),
        Route("/.desk/1/act", _take(partial(_act, desk)), methods=["POST"]),
        Route("/.desk/1/place", _take(partial(_keep, desk)), methods=["POST"]),
        Route("/.desk/", _start(desk)),
        Route("/.desk/{name}", _asset),
        Route("/{path:path}", _page(desk)),
    ]
    return Starlette(
        routes=routes,
        lifespan=live,
        middleware=[Middleware(Guard, door=door, policy=lambda: desk.site.policy)],
    )


async def _listen(listeners: set[asyncio.Queue[dict[str, Any]]]) -> AsyncIterator[str]:
    queue: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    listeners.add(queue)
    try:
        yield "retry: 1000\n\n"
        while True:
            yield f"data: {json.dumps(await queue.get())}\n\n"
    finally:
        listeners.discard(queue)


def _answer(give: Callable[[Mapping[str, Any]], Any]) -> Callable[[Request], Any]:
    async def answer(request: Request) -> Response:
        return await _said(partial(give, dict(request.query_params)))

    return answer


def _take(read: Callable[[Any], Callable[[], Any]]) -> Callable[[Request], Any]:
    """What answers a message: `read` tells what is to be done about it."""

    async def answer(request: Request) -> Response:
        if request.headers.get("content-type", "").partition(";")[0] != "application/json":
            return _refuse(415, "this takes application/json")
        if int(request.headers.get("content-length") or _MOST + 1) > _MOST:
            return _refuse(413, "this is too much at once")
        try:
            do = read(json.loads(await request.body()))
        except UnreadableError as error:
            return _refuse(400, str(error))
        except (ValueError, RecursionError):
            return _refuse(400, "this is not JSON")
        return await _said(do)

    return answer


def _act(desk: Desk, told: Any) -> Callable[[], Any]:
    return partial(desk.act, read_act(told), dry=told.get("dry", False))


def _judge(desk: Desk, told: Any) -> Callable[[], Any]:
    write = read_act(told, Write.name)
    assert isinstance(write, Write)
    return partial(desk.judge, write)


def _keep(desk: Desk, told: Any) -> Callable[[], Any]:
    check_fields(told)
    return partial(desk.keep_place, told.get("address", ""))


async def _said(give: Callable[[], Any]) -> Response:
    try:
        return JSONResponse(await run_in_threadpool(give))
    except ConflictError as error:
        return JSONResponse({"error": error.message, **describe_conflict(error)}, 409)
    except VisavisError as error:
        told = {"error": error.message, "place": error.place, "hint": error.hint}
        return JSONResponse(told, 422)
    except (ValueError, KeyError, TypeError) as error:
        return _refuse(400, f"this cannot be read: {error}")


def _refuse(code: int, said: str) -> Response:
    return JSONResponse({"error": said}, code)


def _start(desk: Desk) -> Callable[[Request], Any]:
    """Leads to where somebody goes on: the printed address."""

    async def start(request: Request) -> Response:
        return RedirectResponse("../" + await run_in_threadpool(desk.find_start))

    return start


async def _asset(request: Request) -> Response:
    names = {file.name: file for file in _ASSETS.iterdir()}
    file = names.get(request.path_params["name"])
    return FileResponse(file) if file else Response(status_code=404)


def _page(desk: Desk) -> Callable[[Request], Any]:
    async def page(request: Request) -> Response:
        path = request.path_params["path"]
        html = await run_in_threadpool(desk.site.page, path)
        if html is not None:
            return HTMLResponse(_with_hands(html, path, desk))
        if await run_in_threadpool(desk.site.page, f"{path}/") is not None:
            return RedirectResponse(f"{path.rpartition('/')[2]}/")
        file = await run_in_threadpool(desk.site.file, path)
        if file is None:
            return Response("There is no such page in this edition.\n", 404)
        kept = path.startswith("assets/")
        return FileResponse(file, headers={"Cache-Control": "max-age=3600"} if kept else None)

    return page


def _with_hands(html: str, path: str, desk: Desk) -> str:
    """A page of the site with the desk's own script and sheet."""
    home = "../" * path.count("/")
    chapter = escape(desk.site.chapter_at(path) or "", quote=True)
    hands = "".join(
        f'<link rel="stylesheet" href="{home}.desk/{name}.css">' for name in ("desk", "dialogs")
    )
    hands += f'<script type="module" src="{home}.desk/desk.js" id="vv-desk-script"'
    # Before the scripts of the page, so that it hears keys first.
    hands += f' data-chapter="{chapter}" data-home="{home or "./"}"></script>'
    head, end, body = html.partition("</head>")
    return f"{head}{hands}{end}{body}"
