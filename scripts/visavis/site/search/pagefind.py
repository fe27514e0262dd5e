"""A large edition's index, in pieces of which a reader loads a few: made by Pagefind.

Pagefind is used for what it does best, the index of words in chunks; the rest is the edition's own,
so that both engines understand a query in one way, and give one form of result:

- There is one for all interfaces, which show the same texts; the browser exchanges the sides.
- It is given families of words (`visavis.site.search.family`) instead of texts, each with a letter
  for its language before it. One index holds both languages, so that a reader loads one, and no
  stemmer: Pagefind's own would need an index and a program of 70 kB for each language.
- What is found is told by *fragments*, one a record. Pagefind would have put the indexed words
  there; they are replaced by the entries, as Material's index has them.
- A record is several entries that are neighbours. Each is a file, which costs a build more than
  what is in it; and Pagefind names every record in one file, 5 bytes each, which a reader loads
  first, so that there are at most `_RECORDS`. The browser then finds the entry in the record.
- Words that a quarter of all entries have are left out: they tell nothing, and their chunks would
  be the largest.

Its interface for Python answers ten calls a second, however they are gathered; so the records are
written as files, and one run of the program reads them all.

    search/visavis.json        {"version": 1, "entries": 120000, "letters": {"fr": "a", …},
                                "frequent": {"fr": ["de", …], …}, "terms": […]}
    search/forms/fr-63-6f.json families with a form that begins with `co`: ["commun communs", …]
    search/pagefind/           Pagefind's files
"""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from visavis.errors import VisavisError
from visavis.site.search.family import list_families
from visavis.site.search.file import write_json
from visavis.site.search.fold import fold

_RECORDS = 20_000
"""At most so many records: their names are then 100 kB."""
_TOGETHER = 6
"""At least so many entries are a record; compressed, that is some 3 kB."""
_FREQUENT = 0.25
"""A word in more than this share of the entries is not indexed …"""
_FEW = 200
"""… where there are at least so many entries."""
_NO_LANGUAGE = "zxx"
"""The tag of what is no language, for which Pagefind has no stemmer."""
_SIGNATURE = b"pagefind_dcd"
"""With this every file of Pagefind's begins, before it is compressed."""
_UNUSED = ("pagefind-*ui*", "pagefind-highlight.js")
"""Pagefind's own interfaces: half a megabyte that nobody asks for."""

Documents = Sequence[Mapping[str, Any]]
Words = Mapping[str, Sequence[str]]
"""By language the words of an entry, as `find_words` gives them."""


def write_pieces(
    folder: Path, entries: Sequence[tuple[Mapping[str, Any], Words]], own: Mapping[str, Any]
) -> None:
    """Write the index of an edition into a folder; `own` is what it tells besides its entries."""
    docs = [doc for doc, _ in entries]
    families: Mapping[str, Mapping[str, str]] = own["families"]
    letters = {tag: chr(ord("a") + number) for number, tag in enumerate(families)}
    known = {tag: _Tokens(letters[tag], families[tag]) for tag in letters}
    tokens = [_find_tokens(words, known) for _, words in entries]
    frequent = _find_frequent(tokens)
    size = max(_TOGETHER, -(-len(docs) // _RECORDS))
    groups = [range(start, min(start + size, len(docs))) for start in range(0, len(docs), size)]
    records = [
        " ".join(token for n in group for token in tokens[n] if token not in frequent)
        for group in groups
    ]
    pieces = folder / "pagefind"
    shutil.rmtree(pieces, ignore_errors=True)
    _run_pagefind(records, pieces)
    _fill_fragments(pieces, [[docs[n] for n in group] for group in groups])
    told = {
        "version": own["version"],
        "entries": len(docs),
        "letters": letters,
        "frequent": {
            tag: sorted(token[1:] for token in frequent if token[0] == letter)
            for tag, letter in letters.items()
        },
        "terms": own["terms"],
    }
    write_json(folder / "visavis.json", told)
    _write_forms(folder / "forms", families)


class _Tokens(dict[str, str]):
    """By word, as it is written, what is indexed of it: one string however often it stands."""

    def __init__(self, letter: str, families: Mapping[str, str]) -> None:
        super().__init__()
        self._letter, self._families = letter, families

    def __missing__(self, word: str) -> str:
        folded = fold(word)
        token = self._letter + self._families.get(folded, folded) if folded else ""
        self[word] = token
        return token


def _find_tokens(words: Words, known: Mapping[str, _Tokens]) -> list[str]:
    """What is indexed of an entry: the letter of its language and the family of each word."""
    found = (token for tag, own in words.items() for token in map(known[tag].__getitem__, own))
    return [*filter(None, found)]


def _find_frequent(tokens: Sequence[Sequence[str]]) -> set[str]:
    if len(tokens) < _FEW:
        return set()
    counts = Counter(token for entry in tokens for token in set(entry))
    return {token for token, count in counts.items() if count > _FREQUENT * len(tokens)}


def _run_pagefind(records: Iterable[str], pieces: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        for number, words in enumerate(records):
            file = Path(name) / f"{number // 1000}" / f"{number}.html"
            file.parent.mkdir(exist_ok=True)
            file.write_text(f"<html><body>{words or '_'}</body></html>", "utf-8")
        command = [sys.executable, "-m", "pagefind", "--silent", "--site", name]
        command += ["--output-path", str(pieces), "--force-language", _NO_LANGUAGE]
        ran = subprocess.run(command, capture_output=True, text=True)
    if ran.returncode or not (pieces / "fragment").is_dir():
        raise VisavisError(
            "Pagefind has not made the search index",
            place=str(pieces),
            hint=(ran.stderr or ran.stdout).strip(),
        )
    for pattern in _UNUSED:
        for file in pieces.glob(pattern):
            file.unlink()


def _fill_fragments(pieces: Path, groups: Sequence[Documents]) -> None:
    """Put the entries of each record into its fragment, which names the record by its address."""
    for file in (pieces / "fragment").iterdir():
        plain = gzip.decompress(file.read_bytes())
        assert plain.startswith(_SIGNATURE), "Pagefind writes its fragments in another way"
        fragment = json.loads(plain[len(_SIGNATURE) :])
        number = int(Path(fragment["url"]).stem)
        fragment |= {"content": "", "meta": {"docs": groups[number]}}
        text = json.dumps(fragment, ensure_ascii=False, separators=(",", ":"))
        file.write_bytes(gzip.compress(_SIGNATURE + text.encode(), 6, mtime=0))


def _write_forms(folder: Path, families: Mapping[str, Mapping[str, str]]) -> None:
    for tag, known in families.items():
        shards: defaultdict[str, set[str]] = defaultdict(set)
        for family in list_families(known, 1):
            for form in family.split():
                shards[form[:2]].add(family)
        for start, found in shards.items():
            # The beginning is told by its code points, which make a file's name everywhere.
            name = "-".join(f"{ord(character):x}" for character in start)
            write_json(folder / f"{tag}-{name}.json", sorted(found))
        write_json(folder / f"{tag}.json", sorted(shards))
