"""The gate: whatever a text holds, only what is allowed reaches a reader."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pages import parse
from rendering import show
from visavis.render.sanitize import ATTRIBUTES, OWN, TAGS, UNSPOKEN, Sanitizer

MANY = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
ADDRESSES = [
    "a.md#p1", "#p1", "../b.png", "https://example.org/?a&b=%22", "mailto:a@example.org", "", "?a",
    "javascript:x", "JaVa\tScRiPt:x", "&#106;avascript:x", "java&Tab;script:x", " javascript:x",
    "data:text/html,<b>", "vbscript:x", "//example.org", "/\\example.org", "\x01javascript:x",
    "a\"b'c<d>.md", f"{OWN}#x"[:5], "é à.md", "blob:x", "file:///x", "javascript&colon;x",
]  # fmt: skip
NAMES = [
    "href", "src", "cite", "poster", "srcset", "xlink:href", "action", "formaction", "background",
    "onclick", "ONERROR", "on", "style", "id", "class", "name", "title", "lang", "role", "value",
    "data-term", "aria-label", "type", "srcdoc", "is", "slot", "xmlns", "encoding", "target",
]  # fmt: skip
VALUES = [
    *ADDRESSES, "x", "fr:x", "x y", "__x", "verse vv-row small", "fnref:fr--a", "checkbox", "image",
    "text/html", "doc-noteref", "button", '"><script>x</script>', "`", "x=y", "color:red", "ltr",
]  # fmt: skip
OTHERS = (
    "form button select option svg foreignObject desc annotation-xml mglyph plaintext base link "
    "meta html body"
)
ELEMENTS = [*sorted(TAGS), *sorted(UNSPOKEN), *OTHERS.split()]
SIGNS = [
    "mot", " ", "\n", "&lt;", "&#60;script&#62;", "&amp;lt;", "<!--", "-->", "--!>", "<![CDATA[",
    "]]>", "<?", "<!doctype html>", "<", ">", '"', "'", "\0", "&", "<!-->", "\u2028", OWN,
]  # fmt: skip


@st.composite
def start_tags(draw: st.DrawFn, elements: list[str]) -> str:
    """A start tag, well written or not."""
    pairs = draw(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(VALUES)), max_size=3))
    sign = draw(st.sampled_from(['"', "'", ""]))
    told = "".join(f" {name}={sign}{value}{sign}" for name, value in pairs)
    return f"<{draw(st.sampled_from(elements))}{told}{draw(st.sampled_from(['>', '>', '/>', '']))}"


def soup(elements: list[str]) -> st.SearchStrategy[str]:
    """HTML of these elements, as nobody would write it."""
    ends = st.sampled_from(elements).map(lambda tag: f"</{tag}>")
    pieces = st.one_of(start_tags(elements), ends, st.sampled_from(SIGNS))
    return st.lists(pieces, max_size=12).map("".join)


def is_safe(root: etree.Element) -> None:
    """Hold what a browser reads to the list of what is allowed."""
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for element in root.find("body") or ():
        for each in element.iter():
            tag = str(each.tag).rpartition("}")[2]
            assert tag in TAGS or tag in ("tbody", "colgroup")
            for name, value in each.attrib.items():
                plain = name.rpartition("}")[2]  # the parser puts `xmlns` into a space of its own
                assert plain in {*ATTRIBUTES["*"], *ATTRIBUTES.get(tag, ())}
                assert plain != "xmlns" or value == "http://www.w3.org/1998/Math/MathML"
                assert not name.startswith("on") and name != "style"
                if name in ("href", "src", "cite", "poster"):
                    read = re.sub(r"[\t\r\n]", "", value).strip("".join(map(chr, range(33))))
                    scheme = re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", read)
                    assert not scheme or scheme[0].lower() in ("http:", "https:", "mailto:")
                    assert not read.replace("\\", "/").startswith("//")


@MANY
@given(soup(ELEMENTS))
def test_what_a_browser_reads_of_what_it_leaves_is_safe(html: str) -> None:
    once = show(Sanitizer("fr").clean(html))

    is_safe(parse(once))
    is_safe(parse(show(Sanitizer("fr").clean(once))))


@MANY
@given(soup(ELEMENTS))
def test_what_it_leaves_it_would_leave_again(html: str) -> None:
    once = show(Sanitizer("fr").clean(html))

    assert show(Sanitizer("fr").clean(once)) == once
