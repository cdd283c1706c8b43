"""Calls of RPC operations: most parameters suit them, some do not."""

import json
import types
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from scalehook.gateway.percent_encoding import encode
from scalehook.gateway.rpc import signature_v1
from scalehook.kit.api.operations import OperationType, operations
from scalehook_contracts.products import MNS
from support.cloud.process import KEY_ID, SECRET
from support.fuzz import sensible
from support.fuzz.values import Hostile

LONGEST_FORM = 1_900_000
MANY = 10
INDEXES = (".1", ".0", ".99999", ".-1", "..", ".1.1.1.1.1.1.1.1.1.1", ".x", ".٣")


def catalogue() -> list[OperationType]:
    """All operations that are called in this way, in a fixed order."""
    found = operations()
    return [found[key] for key in sorted(found) if found[key].product is not MNS]


@dataclass
class Calls:
    """Draws parameters; learns ids from answers, so that calls get beyond the first check."""

    hostile: Hostile
    known: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    count: int = 0
    spoiling: float = 0  # of the parameters of the call that is being drawn

    def parameters(self, cls: OperationType) -> dict[str, str]:
        """A whole call's, without what every call has."""
        random = self.hostile.random
        self.spoiling = random.choice((0, 0.1, 0.3, 1))
        given = dict(self._fields(cls, ""))
        if given and random.random() < 0.05:
            given[random.choice(list(given)) + random.choice(INDEXES)] = self.hostile.text()
        while _length(given) > LONGEST_FORM:
            given.pop(max(given, key=lambda name: len(given[name])))
        return given

    def signed(self, cls: OperationType, given: Mapping[str, str]) -> bytes:
        """The call as a form."""
        self.count += 1
        parameters = {
            **given,
            "AccessKeyId": KEY_ID,
            "Action": cls.__name__,
            "SignatureMethod": "HMAC-SHA1",
            "SignatureNonce": f"fuzz-{self.count}",
            "SignatureVersion": "1.0",
            "Timestamp": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "Version": self.hostile.random.choice(cls.product.versions),
        }
        text = signature_v1.string_to_sign("POST", parameters)
        return _form(parameters | {"Signature": signature_v1.sign(SECRET, text)}).encode()

    def learn(self, answer: Any) -> None:
        """Remember the texts of an answer by their names."""
        for name, value in _leaves(answer, ""):
            key = name.lower()
            self.known[key] = [*self.known[key][-MANY:], value]

    def _fields(self, model: type[BaseModel], prefix: str) -> Iterator[tuple[str, str]]:
        for own_name, info in model.model_fields.items():
            alias = info.alias or own_name
            if info.is_required() or self.hostile.random.random() < 0.25:
                yield from self._values(info.annotation, alias, prefix + alias)

    def _values(self, annotation: Any, alias: str, path: str) -> Iterator[tuple[str, str]]:
        inner = _without_optional(annotation)
        random = self.hostile.random
        if alias in sensible.EITHER and random.random() < 0.8:
            value = random.choice(sensible.EITHER[alias])
            spoilt = random.random() < self.spoiling
            yield path, self.hostile.json(value) if spoilt else json.dumps(value)
        elif get_origin(inner) is list:
            for index in range(1, random.randrange(2, 4)):
                yield from self._values(get_args(inner)[0], alias, f"{path}.{index}")
        elif isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from self._fields(inner, f"{path}.")
        elif random.random() < self.spoiling:
            yield path, self._spoilt(inner, alias)
        else:
            yield path, self._sound(inner, alias)

    def _sound(self, kind: Any, alias: str) -> str:
        random, key = self.hostile.random, alias.lower()
        if (texts := sensible.TEXTS.get(alias) or get_args(kind)) and random.random() < 0.97:
            return str(random.choice(texts))
        if alias in sensible.JSON:
            return json.dumps(random.choice(sensible.JSON[alias]))
        if kind in (int, float):
            return random.choice(("1", "2", "10", "50", "60", "600"))
        if kind is bool:
            return random.choice(("true", "false", "True"))
        known = self.known.get(key) or self.known.get(key.removesuffix("s")) or ["fuzz"]
        return known[-1] if random.random() < 0.5 else random.choice(known)

    def _spoilt(self, kind: Any, alias: str) -> str:
        drawn = self.hostile.random.random()
        if alias in sensible.JSON and drawn < 0.9:
            return self.hostile.json(self.hostile.random.choice(sensible.JSON[alias]))
        if kind in (int, float) and drawn < 0.9:
            return self.hostile.number()
        return self.hostile.text()


def _form(parameters: Mapping[str, str]) -> str:
    return "&".join(f"{encode(name)}={encode(value)}" for name, value in parameters.items())


def _length(given: Mapping[str, str]) -> int:
    """Of the form. What can be no longer than is allowed is not written to be measured."""
    most = sum(len(name.encode()) + len(value.encode()) + 1 for name, value in given.items()) * 3
    return most if most <= LONGEST_FORM else len(_form(given))


def _without_optional(annotation: Any) -> Any:
    while get_origin(annotation) in (Annotated, Union, types.UnionType):
        annotation = get_args(annotation)[0]
    return annotation


def _leaves(value: Any, name: str) -> Iterator[tuple[str, str]]:
    match value:
        case dict():
            for key, part in value.items():
                yield from _leaves(part, key)
        case list():
            for part in value:
                yield from _leaves(part, name)
        case str() if value and len(value) < 200 and name != "RequestId":
            yield name, value
