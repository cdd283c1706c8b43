"""A document as elements: what is unknown, missing or does not fit is collected with its place."""

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field as dataclass_field

from pydantic import BaseModel, ValidationError

from scalehook.blueprint.element import Element
from scalehook.blueprint.kinds import ENABLED, NAME, POLICIES, Kind
from scalehook.blueprint.texts import RECEIVER, SHORTER, as_text
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit.documents import Mapping, Mark, Node, Problems, Scalar, Sequence, nearest, plain
from scalehook_contracts.shape import Field, shape

BOOLEANS = {"true": True, "false": False}
LATER = "later"  # in place of an id that is not known yet


@dataclass
class Checker:
    """Looks at elements of any kind."""

    problems: Problems
    gateway: GatewaySettings
    named: list[tuple[Mark, str, str]] = dataclass_field(default_factory=list)  # as receivers

    def receivers(self, elements: Iterable[Element]) -> None:
        """Queues and topics that are named in the short way are in the file as well."""
        there: dict[str, list[str]] = {"queue": [], "topic": []}
        for element in elements:
            if element.kind.noun in there:
                there[element.kind.noun].append(element.name)
        for mark, noun, name in self.named:
            names = there.get(noun)
            if names is not None and name not in names:
                known = ", ".join(names) or "there are none"
                self.problems.add(mark, f'"{noun}/{name}" is not among the file\'s {noun}s ({known})')

    def section(self, kind: Kind, node: Node) -> list[Element]:
        """All that are fit to be made."""
        if not isinstance(node, Sequence):
            if node != Scalar(node.mark, None):
                self.problems.add(node.mark, f"{kind.section} is a list, each item begins with a dash")
            return []
        found: dict[str, tuple[Mark, Element]] = {}
        for item in node.items:
            element = self._element(kind, item)
            if element is not None and element.name in found:
                line = found[element.name][0].line
                self.problems.add(item.mark, f"{element} is there twice: it is in line {line} already")
            elif element is not None:
                found[element.name] = item.mark, element
        return [element for _, element in found.values()]

    def _element(self, kind: Kind, node: Node) -> Element | None:
        if not isinstance(node, Mapping):
            self.problems.add(node.mark, f"a {kind.noun} has keys and values")
            return None
        own = {child.section: child for child in kind.children}
        beside = {NAME, *own, *kind.extra}
        given = self._parameters(kind.fields, node, beside)
        name = self._name(kind, node, given)
        element = Element(kind, name, given)
        for key, value in node.values.items():
            if key in own:
                element.children += self.section(own[key], value)
        if POLICIES in kind.extra and POLICIES in node.values:
            element.policies = self._texts(node.values[POLICIES])
        if ENABLED in kind.extra and ENABLED in node.values:
            element.enabled = self._boolean(node.values[ENABLED])
        self._validate(kind, given)
        return element if name else None

    def _name(self, kind: Kind, node: Mapping, given: Mapping) -> str:
        """Also under its short name; all have one: what is there already is known by it."""
        alias = next(field.alias for field in kind.fields if field.name == kind.name)
        if NAME in node.values:
            if alias in given.values:
                self.problems.add(node.keys[NAME], f'"{NAME}" and "{kind.name}" are the same')
            given.values[alias], given.keys[alias] = node.values[NAME], node.keys[NAME]
        value = given.values.get(alias)
        if isinstance(value, Scalar) and value.value:
            return value.value
        self.problems.add(value.mark if value else node.mark, f"a {kind.noun} needs a name")
        return ""

    def _parameters(self, fields: Iterable[Field], node: Mapping, beside: Iterable[str]) -> Mapping:
        """By their documented names; what is not given stays out."""
        known = {name: field for field in fields for name in (field.name, field.alias)}
        given = Mapping(node.mark)
        for key, value in node.values.items():
            field = known.get(key)
            if field is None:
                if key not in beside:
                    self.problems.add(node.keys[key], nearest(key, self._offered(known, beside)))
            elif field.alias in given.values:
                self.problems.add(node.keys[key], f'"{field.name}" and "{field.alias}" are the same')
            elif value != Scalar(value.mark, None):
                given.values[field.alias] = self._value(field, value)
                given.keys[field.alias] = node.keys[key]
        return given

    @staticmethod
    def _offered(known: dict[str, Field], beside: Iterable[str]) -> set[str]:
        return {field.name for field in known.values()} | {*known} | {*beside}

    def _value(self, field: Field, node: Node) -> Node:
        if field.model is not None:
            return self._structure(field.model, node)
        if isinstance(node, Scalar):
            return self._whole(field, node)
        return node if field.is_list or field.plain else as_text(node)

    def _whole(self, field: Field, node: Scalar) -> Scalar:
        """`queue/hooks` with region and account."""
        shorter = SHORTER.get(field.name)
        if shorter is None or node.value is None:
            return node
        if found := RECEIVER.fullmatch(node.value):
            self.named.append((node.mark, found[1], found[2]))
        whole = shorter(node.value, self.gateway.region, self.gateway.account_id)
        return Scalar(node.mark, whole, node.bare)

    def _structure(self, model: type[BaseModel], node: Node) -> Node:
        match node:
            case Sequence():
                return Sequence(node.mark, [self._structure(model, item) for item in node.items])
            case Mapping():
                return self._parameters(shape(model).fields, node, ())
            case _:
                return node

    def _validate(self, kind: Kind, given: Mapping) -> None:
        """As the operation itself does."""
        without = (kind.parent, kind.name)  # told already, or known when it is made
        unknown = {f.alias: LATER for f in shape(kind.operation).fields if f.name in without}
        region = {"RegionId": self.gateway.region}
        try:
            kind.operation.model_validate({**region, **unknown, **plain(given)})
        except ValidationError as invalid:
            self.problems.add_all(given, invalid)

    def _texts(self, node: Node) -> list[tuple[Mark, str]]:
        items = node.items if isinstance(node, Sequence) else []
        if items or isinstance(node, Sequence):
            found = [(item.mark, item.value) for item in items if isinstance(item, Scalar)]
            if len(found) == len(items) and all(text for _, text in found):
                return [(mark, str(text)) for mark, text in found]
        self.problems.add(node.mark, "this is a list of names")
        return []

    def _boolean(self, node: Node) -> bool | None:
        value = plain(node)
        if isinstance(value, str) and value in BOOLEANS:
            return BOOLEANS[value]
        self.problems.add(node.mark, "this is true or false")
        return None
