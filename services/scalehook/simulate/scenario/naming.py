"""What load, fleet and consumers name is in the stack."""

from collections.abc import Iterator
from itertools import chain

from scalehook.blueprint.blueprint import Blueprint
from scalehook.kit.documents import Mapping, Node, Problems, Scalar
from scalehook.simulate.scenario.marks import mark_of
from scalehook.simulate.scenario.scenario import Scenario
from scalehook_contracts.receiver import Receiver

RECEIVERS = "queue/NAME, topic/NAME, template/NAME, eventbus/NAME or an ARN"
LONGEST_SHOWN = 100


def check_names(scenario: Scenario, blueprint: Blueprint, root: Mapping, problems: Problems) -> None:
    """What load and consumers name is in the stack."""
    there: dict[str, list[str]] = {"group": [], "queue": []}
    for element in blueprint.elements:
        there.setdefault(element.kind.noun, []).append(element.name)
    named: dict[tuple[str, str, str], str] = {
        **{("load", name, "group"): load.group for name, load in scenario.load.items()},
        **{
            ("consumers", name, "queue"): each.queue
            for name, each in scenario.consumers.items()
            if each.queue
        },
        **{("fleet", "groups", name): name for name in scenario.fleet.groups},
    }
    for path, name in named.items():
        noun = "queue" if path[0] == "consumers" else "group"
        if name not in there[noun]:
            known = ", ".join(there[noun]) or "none"
            text = f'{".".join(path[:2])}: there is no {noun} "{name}" in the stack ({known})'
            problems.add(mark_of(root, path), text)
    _check_sources(scenario, blueprint, root, problems)
    _check_receivers(blueprint, problems)


def _check_sources(scenario: Scenario, blueprint: Blueprint, root: Mapping, problems: Problems) -> None:
    """What consumers are pushed, and the hooks that they choose."""
    children = [(each, child) for each in blueprint.elements for child in each.children]
    hooks = {
        name
        for each, child in children
        if child.kind.noun == "hook"
        for name in (child.name, f"{each.name}/{child.name}")
    }
    urls = set(_urls(root.values["stack"]))
    for name, model in scenario.consumers.items():
        where = f"consumers.{name}"
        if model.push and model.push not in urls:
            known = ", ".join(sorted(urls)) or "none"
            text = f"{where}: nothing in the stack is pushed to {model.push} ({known})"
            problems.add(mark_of(root, ("consumers", name, "push")), text)
        for number, hook in enumerate(model.hooks):
            if hook not in hooks:
                mark = mark_of(root, ("consumers", name, "hooks", number))
                known = ", ".join(sorted(hooks)) or "none"
                problems.add(mark, f'{where}: there is no hook "{hook}" in the stack ({known})')


def _check_receivers(blueprint: Blueprint, problems: Problems) -> None:
    """Whom hooks tell can be told: the cloud would refuse it, but only when the run has begun."""
    for child in (child for each in blueprint.elements for child in each.children):
        told = child.given.values.get("NotificationArn") if child.kind.noun == "hook" else None
        if not isinstance(told, Scalar) or not told.value:
            continue
        try:
            Receiver.parse(str(told.value))
        except ValueError:
            text = f'hook "{child.name}": {_short(str(told.value))} is no receiver: write {RECEIVERS}'
            problems.add(told.mark, text)


def _short(text: str) -> str:
    return repr(text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…")


def _urls(node: Node) -> Iterator[str]:
    """All endpoints of a stack."""
    if isinstance(node, Scalar):
        if node.value is not None and str(node.value).startswith(("http://", "https://")):
            yield str(node.value)
        return
    inner = node.values.values() if isinstance(node, Mapping) else node.items
    yield from chain.from_iterable(map(_urls, inner))
