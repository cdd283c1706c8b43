"""A tree as one HTML file that needs nothing else: no script, no network."""

from collections.abc import Iterable
from datetime import datetime
from html import escape

from scalehook.timeline.node import Node
from scalehook.timeline.showing.words import told

STYLE = """
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
ul { list-style: none; margin: 0; padding-left: 1.2rem; border-left: 1px solid #8886; }
summary, li > p { margin: .15rem 0; }
time { font-variant-numeric: tabular-nums; opacity: .7; margin-right: .5rem; }
.awaited { font-weight: 600; color: light-dark(#8a5a00, #ffc24d); }
.said { opacity: .8; margin-left: .5rem; }
"""


def as_page(roots: Iterable[Node], now: datetime) -> str:
    """The whole page."""
    body = "\n".join(f"<ul>{_item(root, now)}</ul>" for root in roots)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Timeline</title><style>{STYLE}</style></head>\n"
        f"<body><h1>Timeline</h1><p>Now: {now:%Y-%m-%d %H:%M:%S} (virtual)</p>\n{body}\n</body></html>\n"
    )


def _item(node: Node, now: datetime) -> str:
    head = _head(node, now)
    if not node.below:
        return f"<li><p>{head}</p></li>"
    below = "".join(_item(each, now) for each in node.below)
    return f"<li><details open><summary>{head}</summary><ul>{below}</ul></details></li>"


def _head(node: Node, now: datetime) -> str:
    at = f"<time>{node.at:%H:%M:%S}</time>" if node.at else ""
    said = escape(told(node, now))
    kind = "said awaited" if node.awaited else "said"
    return f'{at}{escape(node.title)}<span class="{kind}">{said}</span>'
