"""Make the package as it is published, into `dist/`: `python3 scripts/release.py [TAG]`.

A release is a tag, `v` and the version. Where the tag, the package and CHANGELOG.md do not name the
same version, nothing is made.
"""

import argparse
import os
import re
import shutil

from bootstrap import ROOT, BootstrapError, command_line, prepare, run_quietly, say

DIST = ROOT / "dist"
_VERSION = re.compile(r'^__version__ = "(.+)"$', re.MULTILINE)


def read_version() -> str:
    """What the package calls itself."""
    text = (ROOT / "scripts" / "visavis" / "__init__.py").read_text(encoding="utf-8")
    (version,) = _VERSION.findall(text)
    return str(version)


def complaint(version: str, tag: str, changelog: str) -> str:
    """Why a version cannot be published under a tag; an empty string if it can."""
    if tag and tag != f"v{version}":
        return f"The tag is {tag}, and scripts/visavis/__init__.py says {version}."
    if not re.search(
        rf"^## {re.escape(version)} – \d{{4}}-\d{{2}}-\d{{2}}$", changelog, re.MULTILINE
    ):
        return f"CHANGELOG.md has no heading of the form “## {version} – 2026-11-23”."
    return ""


def main(arguments: list[str]) -> int:
    """Build wheel and source archive, and look at both. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="release.py", description="Make the package into dist/.")
    parser.add_argument("tag", nargs="?", default="", help="the tag that is published")
    tag = parser.parse_args(arguments).tag
    wrong = complaint(read_version(), tag, (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    if wrong:
        raise BootstrapError(wrong)
    module = [str(prepare(dev=True)), "-m"]
    shutil.rmtree(DIST, ignore_errors=True)
    # The build backend of the lock, and none that would be fetched now.
    run_quietly("Building", [*module, "build", "--no-isolation", "--outdir", str(DIST), str(ROOT)])
    made = sorted(str(path) for path in DIST.iterdir())
    run_quietly("Looking at it", [*module, "twine", "check", "--strict", *made])
    say("\n".join(made))
    if not os.environ.get("VISAVIS_REPO_URL"):
        say("VISAVIS_REPO_URL is not set: the package names no repository.")
    return 0


if __name__ == "__main__":
    command_line(main)
