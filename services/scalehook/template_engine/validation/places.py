"""Lines and columns of what is in a text."""

import yaml

from scalehook.template_engine.validation.problem import Path


class Places:
    """Of a text that has been read as YAML before, which has limited its size and depth."""

    def __init__(self, text: str) -> None:
        try:
            self._root = yaml.compose(text, yaml.CSafeLoader)
        except yaml.YAMLError:  # JSON that escapes as YAML does not
            self._root = None
        self._below: dict[int, dict[str, yaml.Node]] = {}  # values of mappings, by the node's id

    def of(self, path: Path) -> tuple[int, int]:
        """Line and column of the value, counted from 1; of what is nearest where it is not there."""
        node = self._root
        for part in path:
            below = self._part(node, part)
            node = below if below is not None else node
        return (node.start_mark.line + 1, node.start_mark.column + 1) if node is not None else (1, 1)

    def _part(self, node: yaml.Node | None, part: str | int) -> yaml.Node | None:
        if isinstance(node, yaml.MappingNode):
            if id(node) not in self._below:  # there may be as many problems as there are keys
                self._below[id(node)] = {key.value: value for key, value in node.value}
            return self._below[id(node)].get(str(part))
        if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            item: yaml.Node = node.value[part]
            return item
        return None
