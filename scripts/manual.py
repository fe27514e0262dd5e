"""Make the manual as a site: `python3 scripts/manual.py [FOLDER]`, or into `site-manual/`."""

import argparse
from pathlib import Path

from bootstrap import ROOT, command_line, prepare, run_quietly, say


def main(arguments: list[str]) -> int:
    """Build the site. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="manual.py", description="Make a site of manual/.")
    parser.add_argument("folder", nargs="?", default="site-manual", help="where the site goes")
    folder = Path(parser.parse_args(arguments).folder).absolute()
    build = ["-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    settings = ["--config-file", str(ROOT / "manual.yml")]
    command = [str(prepare(dev=False)), *build, *settings]
    run_quietly("Making the manual", command, NO_MKDOCS_2_WARNING="1")
    say(str(folder))
    return 0


if __name__ == "__main__":
    command_line(main)
