"""The files of an edition: read and written only inside it, whole or not at all, one at a time."""

from visavis.store.cache import Cache, content_key, keep_folder, name_code
from visavis.store.lock import lock_build
from visavis.store.place import check_inside, list_files
from visavis.store.read import read_data, read_text
from visavis.store.tracked import ask_git, committed_since
from visavis.store.write import is_vacant, lock_edition, replacing, settle, write_files

__all__ = [
    "Cache",
    "ask_git",
    "check_inside",
    "committed_since",
    "content_key",
    "is_vacant",
    "keep_folder",
    "list_files",
    "lock_build",
    "lock_edition",
    "name_code",
    "read_data",
    "read_text",
    "replacing",
    "settle",
    "write_files",
]
