"""A user's YAML as plain data: in bounded time, and nothing but what JSON knows."""

from typing import Any

import yaml

from scalehook_contracts.plain import DEEPEST, NotPlain, check_plain, parse_json

LARGEST = 64 * 1024  # bytes of a template
MOST_NODES = 20_000  # with what aliases stand for
# what PyYAML raises where a tag does not fit what it stands before: `!!bool x`, `!!map [1]`
OF_TAGS = (ValueError, ArithmeticError, LookupError, TypeError, AttributeError)
TIMESTAMP = "tag:yaml.org,2002:timestamp"


class _Loader(yaml.CSafeLoader):
    """Keys are text as it is written, and so are dates; of two equal keys the last one counts."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Called by PyYAML for every mapping; `<<` has put what it names before the own keys."""
        self.flatten_mapping(node)
        return {_key(key): self.construct_object(value, deep) for key, value in node.value}


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != TIMESTAMP]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def read_yaml(text: str) -> Any:
    """The text as plain data; NotPlain when it is none. JSON is YAML too."""
    if len(text) > LARGEST or len(text.encode(errors="replace")) > LARGEST:
        raise NotPlain(f"longer than {LARGEST} bytes")
    if text.lstrip().startswith("{"):
        try:
            return parse_json(text)  # which may escape a character in a way that YAML does not know
        except NotPlain:
            pass  # YAML may begin so, too
    try:
        _check_size(text)
        value = yaml.load(text, _Loader)  # noqa: S506  # a SafeLoader with fewer types
    except (yaml.YAMLError, *OF_TAGS) as problem:
        raise NotPlain(" ".join(str(problem).split()) or type(problem).__name__) from problem
    check_plain(value)
    return value


def _check_size(text: str) -> None:
    """NotPlain for what is nested too deep, or has too many nodes once each alias is replaced."""
    sizes: dict[str | None, tuple[int, int]] = {}  # nodes and depth below, by anchor
    open_nodes: list[list[Any]] = [["", 0, 0]]  # anchor, nodes and depth so far
    for event in yaml.parse(text, yaml.CSafeLoader):
        match event:
            case yaml.CollectionStartEvent():
                open_nodes.append([event.anchor, 1, 1])
            case yaml.CollectionEndEvent():
                anchor, nodes, depth = open_nodes.pop()
                _add(open_nodes, nodes, depth)
                sizes[anchor] = nodes, depth
            case yaml.ScalarEvent():
                _add(open_nodes, 1, 1)
                sizes[event.anchor] = 1, 1
            case yaml.AliasEvent():
                if event.anchor not in sizes:
                    raise NotPlain(f"*{event.anchor} stands for nothing, or for itself")
                _add(open_nodes, *sizes[event.anchor])
        if len(open_nodes) > DEEPEST + 1 or open_nodes[0][2] > DEEPEST:
            raise NotPlain("nested too deep")
        if sum(nodes for _, nodes, _ in open_nodes) > MOST_NODES:
            raise NotPlain(f"more than {MOST_NODES} values")


def _add(open_nodes: list[list[Any]], nodes: int, depth: int) -> None:
    open_nodes[-1][1] += nodes
    open_nodes[-1][2] = max(open_nodes[-1][2], depth + 1)


def _key(node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise NotPlain("a key must be text")
    return str(node.value)
