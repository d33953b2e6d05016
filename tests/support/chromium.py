"""Which browser the browser tests drive, and how it is started."""

import os
import shutil
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# quiet, alone and offline but for the page under test; no sandbox, since CI runs as root
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)


def find_chromium() -> str | None:
    """The program to start: what $CHROMIUM names, else the first one on the PATH, else None."""
    named = os.environ.get("CHROMIUM")
    return next((path for name in (named, *NAMES) if name and (path := shutil.which(name))), None)


def chromium() -> str:
    """The program to start; raises when there is none, so that no browser test is ever skipped."""
    path = find_chromium()
    if path is None:
        raise FileNotFoundError("No Chromium here: run make chromium, or name one in $CHROMIUM")
    return path


if __name__ == "__main__":
    sys.exit(0 if find_chromium() else 1)
