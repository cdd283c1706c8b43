"""Text in a frame: what a person should find again in what has scrolled by."""

from unicodedata import east_asian_width


def framed(text: str, title: str) -> str:
    """The lines, as wide as the widest of them, below a title."""
    lines = text.splitlines()
    width = max(_cells(line) for line in (*lines, f"{title}  "))
    rule = "─"
    top = f" {title} ".center(width + 2, rule)
    rows = [f"│ {line}{' ' * (width - _cells(line))} │" for line in lines]
    return "\n".join([f"╭{top}╮", *rows, f"╰{rule * (width + 2)}╯"])


def _cells(line: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in line)
