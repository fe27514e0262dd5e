"""The record layer: what was signed off, and which ids are gone."""

from visavis.record.entry import Entry, Record, natural, parse_record, write_record
from visavis.record.stamping import follow_ids

__all__ = ["Entry", "Record", "follow_ids", "natural", "parse_record", "write_record"]
