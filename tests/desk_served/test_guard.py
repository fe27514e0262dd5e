"""Nobody is let in at the desk but the browser that was given its address."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk import Desk
from served_desk import ServedDesk, make_whole, served_desk

FR = "# Brest\n{: #p1 }\n\nElles chantent.\n{: #p2 }\n"
EN = "# Brest\n{: #p1 }\n\nThey sing.\n{: #p2 }\n"


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = make_whole(tmp_path_factory.mktemp("edition"))
    desk.write("a", FR, EN)
    assert desk.run("stamp").code == 0
    return desk


@pytest.fixture(scope="module")
def served(edition: Desk) -> Iterator[ServedDesk]:
    with served_desk(edition.root) as one:
        yield one


SIGN = json.dumps({"action": "sign", "address": "a#p2"}).encode()
JSON = {"Content-Type": "application/json"}


def test_the_browser_with_the_address_is_let_in(served: ServedDesk) -> None:
    page = served.get("a/")
    assert page.status == 200
    assert b"Elles chantent." in page.body
    assert served.get(".desk/1/state").told["version"] == 1
    assert served.get("assets/visavis/page.css").status == 200


@pytest.mark.parametrize("path", ["/", "/a/", "/x/a/", "/.desk/1/state", "//"])
def test_without_the_token_nothing_is_shown(served: ServedDesk, path: str) -> None:
    answer = served.ask(path)
    assert answer.status == 403
    assert b"Brest" not in answer.body
    assert served.home.strip("/").encode() not in answer.body


def test_a_token_that_is_nearly_right_is_wrong(served: ServedDesk) -> None:
    assert served.ask(served.home[:-2] + "/a/").status == 403
    assert served.ask(served.home[:-2] + "é/a/".encode().hex() + "/").status == 403


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "", "localhost"])
def test_another_name_that_leads_here_is_refused(served: ServedDesk, host: str) -> None:
    assert served.ask(f"{served.home}a/", headers={"Host": host}).status in (400, 403)


def test_the_name_localhost_is_its_own(served: ServedDesk) -> None:
    port = served.host.partition(":")[2]
    assert served.ask(f"{served.home}a/", headers={"Host": f"localhost:{port}"}).status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
def test_another_site_changes_nothing(
    served: ServedDesk, edition: Desk, headers: dict[str, str]
) -> None:
    before = edition.files()
    if headers.get("Sec-Fetch-Site"):
        headers = {**headers, "Origin": f"http://{served.host}"}
    path = f"{served.home}.desk/1/act"
    answer = served.ask(path, method="POST", body=SIGN, headers={**JSON, **headers})
    assert answer.status == 403
    assert edition.files() == before


def test_another_site_reads_nothing(served: ServedDesk) -> None:
    path = f"{served.home}.desk/1/state"
    assert served.ask(path, headers={"Origin": "https://evil.example"}).status == 403
    assert served.ask(path, headers={"Sec-Fetch-Site": "cross-site"}).status == 403
    assert served.ask(path, headers={"Sec-Fetch-Site": "same-site"}).status == 403


def test_a_form_of_another_kind_is_not_read(served: ServedDesk, edition: Desk) -> None:
    before = edition.files()
    headers = {"Origin": f"http://{served.host}", "Content-Type": "text/plain"}
    path = f"{served.home}.desk/1/act"
    assert served.ask(path, method="POST", body=SIGN, headers=headers).status == 415
    assert edition.files() == before


@pytest.mark.parametrize(
    "path",
    [
        "../../mkdocs.yml",
        "assets/../../mkdocs.yml",
        "%2e%2e/mkdocs.yml",
        "assets/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "..%2f..%2fetc/passwd",
        ".desk/..%2f..%2fwork.py",
        ".desk/%2e%2e/guard.py",
        "/etc/passwd",
        "assets/visavis/%00",
    ],
)
def test_no_path_leads_out_of_the_site(served: ServedDesk, path: str) -> None:
    answer = served.ask(served.home + path)
    assert answer.status in (400, 403, 404)
    assert b"site_name" not in answer.body
    assert b"root:" not in answer.body


def test_every_answer_says_what_a_page_may_do(served: ServedDesk) -> None:
    for path in ("a/", ".desk/desk.js", ".desk/1/state", "nowhere/"):
        told = served.get(path).headers
        policy = told["content-security-policy"]
        assert policy.startswith("default-src 'self'; ")
        assert "unsafe-inline" not in policy
        assert "frame-ancestors 'none'" in policy
        assert told["referrer-policy"] == "same-origin"
        assert told["x-content-type-options"] == "nosniff"
    assert served.get("a/").headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b'{"action": "delete"}',
        b'{"action": "sign"}',
        b'{"action": "sign", "address": 3}',
        b'{"action": "shift", "address": "a#p2", "rows": "p2", "side": "left", "by": 1}',
        b'{"action": "shift", "address": "a#p2", "rows": "p2", "side": "target", "by": true}',
        b'{"action": "sign", "address": "a#p2", "else": 1}',
        b'{"action": "mark", "address": "a#p2", "mark": "alone } words"}',
        b'{"action": "write", "address": "a#p2", "side": "target", "text": "x", "notes": {"a": 1}}',
        b"[" * 100_000,
    ],
)
def test_what_makes_no_sense_is_refused(served: ServedDesk, edition: Desk, body: bytes) -> None:
    before = edition.files()
    headers = {**JSON, "Origin": f"http://{served.host}"}
    answer = served.ask(f"{served.home}.desk/1/act", method="POST", body=body, headers=headers)
    assert answer.status == 400
    assert edition.files() == before


def test_too_much_is_not_read(served: ServedDesk) -> None:
    headers = {**JSON, "Origin": f"http://{served.host}"}
    path = f"{served.home}.desk/1/act"
    body = b'"' + b"a" * 1_000_001 + b'"'
    assert served.ask(path, method="POST", body=body, headers=headers).status == 413


def test_it_listens_on_this_machine_alone(served: ServedDesk) -> None:
    port = int(served.host.partition(":")[2])
    addresses = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None)}
    for address in addresses - {"127.0.0.1", "127.0.1.1", "::1"}:
        with pytest.raises(OSError):
            socket.create_connection((str(address), port), timeout=1).close()


def test_read_only_shows_and_changes_nothing_and_two_desks_are_one(
    served: ServedDesk, edition: Desk
) -> None:
    before = edition.files()
    with served_desk(edition.root, read_only=True) as other:
        assert other.get("a/").status == 200
        for action in ("sign", "undo"):
            refused = other.act(action, "a#p2")
            assert refused.status == 422
            assert refused.told["error"] == "this desk only shows"
        assert edition.files() == before

        shown = other.get(".desk/1/row", address="a#p2").told
        text = {"side": "target", "text": "Elles crient.", "digest": shown["digest"]}
        assert served.act("write", "a#p2", **text).status == 200
        assert other.get(".desk/1/state").told["revision"] == 1
        assert b"Elles crient." in other.get("a/").body
        assert "+Elles chantent." in other.act("undo", "a#p2", dry=True).told["difference"]
        assert b"Elles crient." in other.get("a/").body

    conflict = served.act("write", "a#p2", **(text | {"text": "Elles dorment."}))
    assert conflict.status == 409
    assert conflict.told["theirs"] == "Elles crient."
    marks = {piece["mark"]: piece["text"] for piece in conflict.told["pieces"]}
    assert (marks["del"], marks["ins"]) == ("crient", "dorment")
    assert served.act("sign", "a#p2", digest=shown["digest"]).status == 409
    assert served.act("undo").status == 200
    assert edition.files() == before


def test_the_printed_address_leads_to_where_one_goes_on(served: ServedDesk) -> None:
    first = served.get(".desk/")
    assert (first.status, first.headers["location"]) == (307, "../a/#p1")
    assert served.post("place", address="a#p2").status == 200
    assert served.get(".desk/").headers["location"] == "../a/#p2"


def test_a_missing_package_is_named(
    edition: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "uvicorn", None)
    said = edition.run("desk", "--no-browser")
    assert said.code == 2
    assert said.err == (
        "visavis: the desk needs the package uvicorn; "
        "install it with `pip install 'visavis[desk]'`\n"
    )
