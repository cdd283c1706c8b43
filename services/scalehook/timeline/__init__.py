"""What led to what, from a scaling rule to the end of its last lifecycle action, as a tree.

Pure: events go in, as the stack tells of them; trees come out. Who may be where in a tree stands in
`places/`, a file for each kind of thing; how a tree is shown, in `showing/`.
"""

from scalehook.timeline.fact import Fact
from scalehook.timeline.garden import Garden
from scalehook.timeline.growing import grow
from scalehook.timeline.node import Node

__all__ = ["Fact", "Garden", "Node", "grow"]
