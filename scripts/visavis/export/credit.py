"""What the head of a file says of the edition: by whom it is, and on what terms."""

from __future__ import annotations

from collections.abc import Iterator

from visavis.edition import Edition
from visavis.publication import Site
from visavis.settings import state_in
from visavis.side import Side


def list_credits(edition: Edition, site: Site) -> Iterator[tuple[str, str]]:
    """What is known of the edition, a word for what it is and what is said; in that order."""
    citation = edition.project.citation
    said = [
        ("title", site.title),
        ("version", citation.version),
        ("date", citation.date),
        ("publisher", citation.publisher),
        ("address", site.base),
        *(("author", str(name)) for name in citation.authors),
        *(
            (role, str(name))
            for side in Side
            for role, names in (
                ("translator", citation[side].translators),
                ("contributor", citation[side].contributors),
            )
            for name in names
        ),
        *((f"{side.value}-title", citation[side].title) for side in Side),
        *((f"{side.value}-publisher", citation[side].publisher) for side in Side),
        *((f"{side.value}-licence", state_in(citation[side].licence, "en")) for side in Side),
        ("licence", state_in(citation.licence, "en")),
    ]
    return ((what, words) for what, words in said if words)
