"""Scripts of our own that run on instances."""

from importlib.resources import files


def script(name: str) -> bytes:
    """The script in this file."""
    return files(__name__).joinpath(name).read_bytes()
