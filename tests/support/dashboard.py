"""The dashboard of `compose.observe.yaml`, as far as tests ask it."""

import json
import re

from support.documents import ROOT

FILE = ROOT / "observe" / "grafana" / "scalehook.json"
NAME = re.compile(r"\b(scalehook_\w+|up)\b")


def metrics_of_the_dashboard() -> set[str]:
    """Those of the stack's own that its queries name."""
    panels = json.loads(FILE.read_text())["panels"]
    queries = [target["expr"] for panel in panels for target in panel["targets"]]
    return {name for query in queries for name in NAME.findall(query)} - {"up"}
