"""Where `scalehook` begins: before anything else is imported."""

import gc
import os

from scalehook.cli.last_words import last_words
from scalehook.cli.later import put_off

# our messages know none, and to look for them is to read every package that is installed
NO_PLUGINS = ("PYDANTIC_DISABLE_PLUGINS", "__all__")


def main() -> None:
    """The command line, until it ends."""
    gc.disable()  # what is imported is no garbage: a quarter of the time would go into looking
    os.environ.setdefault(*NO_PLUGINS)
    put_off()
    with last_words():
        from scalehook.cli.commands import app

        app()
