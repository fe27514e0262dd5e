"""Check the edition and build its site: `python3 scripts/build.py`.

The first run makes `.venv` in the checkout and installs the locked packages into it.
"""

import argparse

from bootstrap import ROOT, command_line, prepare, run, say

LOOK = """
The site is in {site}
Look at it:  python3 scripts/build.py --serve
Publish it:  copy that folder to any web server; it needs nothing else. VISAVIS_SITE_URL, set
             before, tells search engines, feeds and shared links its address.
"""


def main(arguments: list[str]) -> int:
    """Check, then build into `site/`; or preview. Returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="build.py",
        description="Check the edition, then build its site into the folder site/.",
        epilog="Other arguments go to `visavis build`, or with --serve to `visavis serve`.",
        allow_abbrev=False,
    )
    parser.add_argument("--serve", action="store_true", help="show the site here while you write")
    options, rest = parser.parse_known_args(arguments)
    visavis = [str(prepare(dev=False)), "-m", "visavis"]
    if options.serve:
        return run([*visavis, "serve", *rest])
    code = run([*visavis, "check"])
    if code:
        say("Nothing was built. Mend what is listed above, then run this again.")
        return code
    code = run([*visavis, "build", *rest])
    if not code:
        say(LOOK.format(site=ROOT / "site").rstrip())
    return code


if __name__ == "__main__":
    command_line(main)
