"""What an action changes of a file, small enough to be kept and enough to change it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from posixpath import commonprefix

from visavis.action.plan import Change
from visavis.store import content_key


@dataclass(frozen=True, slots=True)
class Stretch:
    """What changes of a file, between what stays at its beginning and at its end."""

    path: str
    start: int
    """In characters."""
    old: str
    new: str
    before: str
    """Digest of the whole; empty where there was no file."""
    after: str
    whole: bool = False
    """Whether it is no text: what it was and is then is kept beside, under the digests."""

    @classmethod
    def of(cls, change: Change) -> Stretch:
        """What a change is about."""
        if isinstance(change.before, bytes) or isinstance(change.after, bytes):
            before, after = digest(as_bytes(change.before)), digest(as_bytes(change.after))
            return cls(change.path, 0, "", "", before, after, whole=True)
        before, after = digest(change.before), digest(change.after)
        old, new = change.before or "", change.after or ""
        start = len(commonprefix((old, new)))
        end = len(commonprefix((old[start:][::-1], new[start:][::-1])))
        return cls(
            change.path,
            start,
            old[start : len(old) - end],
            new[start : len(new) - end],
            before,
            after,
        )

    def back(self, content: str | bytes | None, kept: Callable[[str], bytes]) -> Change:
        """The way back from the file as the action left it; `kept` finds bytes by their digest."""
        return self._turn(content, self.new, self.old, self.before, kept)

    def again(self, content: str | bytes | None, kept: Callable[[str], bytes]) -> Change:
        """The way from the file as it was before the action to what the action made of it."""
        return self._turn(content, self.old, self.new, self.after, kept)

    def _turn(
        self,
        content: str | bytes | None,
        is_there: str,
        wanted: str,
        result: str,
        kept: Callable[[str], bytes],
    ) -> Change:
        if not result:
            return Change(self.path, content, None)
        if self.whole:
            return Change(self.path, content, kept(result))
        text = content or ""
        assert isinstance(text, str), "bytes are kept whole"
        head, tail = text[: self.start], text[self.start + len(is_there) :]
        return Change(self.path, content, head + wanted + tail)


def as_bytes(content: str | bytes | None) -> bytes | None:
    """What stands in a file, whether it is a text or not."""
    return content.encode("utf-8") if isinstance(content, str) else content


def digest(content: str | bytes | None) -> str:
    """The digest of a whole file; empty where there is none."""
    if content is None:
        return ""
    return content_key(content if isinstance(content, str) else content.decode("latin-1"))
