"""Where this machine has Chromium."""

import shutil

# The same engine without windows costs half as much beside the pages, and is what Playwright has itself.
PROGRAMS = ["chromium-headless-shell", "chromium"]


def chromium_path() -> str | None:
    """The first that is on the path."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)
