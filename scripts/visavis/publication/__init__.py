"""The publication layer: an edition as it is published, in whatever medium."""

from visavis.publication.address import Addresses, served_address
from visavis.publication.annotation import Anchor, Annotation, Version, find_annotations
from visavis.publication.citation import describe_citation, is_reconstruction
from visavis.publication.contents import list_contents, measure_text
from visavis.publication.entry import (
    EntryKind,
    SearchEntry,
    list_chapter,
    list_entries,
    list_pages,
    list_terms,
)
from visavis.publication.imprint import (
    Imprint,
    describe_imprint,
    latest_day,
    tell_date,
)
from visavis.publication.interface import Interface, as_line
from visavis.publication.jsonld import NAME as ANNOTATIONS
from visavis.publication.jsonld import write_annotations
from visavis.publication.link import Resolver, note_entry
from visavis.publication.naming import chapter_title, quote_anchor, row_number
from visavis.publication.note_name import NoteName, name_notes
from visavis.publication.old_address import OldAddress, find_gone_chapters
from visavis.publication.publication import Publication, publish, usual_place
from visavis.publication.ratio import REACH, Bin, find_bins
from visavis.publication.site import Site
from visavis.publication.status import (
    ChapterStatus,
    Counts,
    PairStatus,
    count,
    count_all,
    list_kinds,
)
from visavis.publication.term_entry import describe_term, dictionary_order, name_term
from visavis.publication.title_page import (
    TitlePage,
    describe_title_page,
    has_title_row,
    list_bound,
)
from visavis.publication.work import (
    describe_work,
    find_licence,
    list_citation_tags,
    schema_org,
)

__all__ = [
    "ANNOTATIONS",
    "REACH",
    "Addresses",
    "Anchor",
    "Annotation",
    "Bin",
    "ChapterStatus",
    "Counts",
    "EntryKind",
    "Imprint",
    "Interface",
    "NoteName",
    "OldAddress",
    "PairStatus",
    "Publication",
    "Resolver",
    "SearchEntry",
    "Site",
    "TitlePage",
    "Version",
    "as_line",
    "chapter_title",
    "count",
    "count_all",
    "describe_citation",
    "describe_imprint",
    "describe_term",
    "describe_title_page",
    "describe_work",
    "dictionary_order",
    "find_annotations",
    "find_bins",
    "find_gone_chapters",
    "find_licence",
    "has_title_row",
    "is_reconstruction",
    "latest_day",
    "list_bound",
    "list_chapter",
    "list_citation_tags",
    "list_contents",
    "list_entries",
    "list_kinds",
    "list_pages",
    "list_terms",
    "measure_text",
    "name_notes",
    "name_term",
    "note_entry",
    "publish",
    "quote_anchor",
    "row_number",
    "schema_org",
    "served_address",
    "tell_date",
    "usual_place",
    "write_annotations",
]
