"""RAM's policy grammar: the rules of identity policies."""

import re
from functools import lru_cache
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator

from scalehook.access_control.conditions import Conditions, Facts, hold, read_policy_conditions
from scalehook.access_control.reading import Texts, as_list, check_names, read
from scalehook.kit.api.wildcards import matches
from scalehook_contracts.access_control.refusals import Outcome
from scalehook_contracts.errors.ram import MalformedPolicyDocument

LONGEST_RESOURCE = (
    512  # no resource of the cloud has a longer name; `*` alone speaks of one that claims to
)
# `ecs:Describe*`, `acs:ecs:cn-hangzhou:1234567890123456:instance/i-1`; a wildcard stands for any part.
ACTION = re.compile(r"[^\s:]+:\S+|\S*[*?]\S*")
RESOURCE = re.compile(r"acs(?::[^:]*){3}:.+|.*[*?].*", re.DOTALL)
OF_RAM = "acs:ram:"
Effect = Literal["Allow", "Deny"]
Verdict = Literal["Allow", "Deny", ""]


class Statement(BaseModel):
    """One rule. It names what it speaks of, or all that it does not speak of."""

    model_config = ConfigDict(extra="forbid")

    Sid: str = ""
    Effect: Effect
    Action: Texts | None = None
    NotAction: Texts | None = None
    Resource: Texts | None = None
    NotResource: Texts | None = None
    Condition: Annotated[Any, BeforeValidator(read_policy_conditions)] = ()

    @model_validator(mode="after")
    def _one_of_each(self) -> "Statement":
        if (self.Action is None) == (self.NotAction is None):
            raise ValueError("a statement has either Action or NotAction")
        if (self.Resource is None) == (self.NotResource is None):
            raise ValueError("a statement has either Resource or NotResource")
        return self

    def outcome(self, action: str, resource: str, facts: Facts) -> Outcome:
        """What is the first that differs; `Speaks` where nothing does."""
        if not self._speaks_of_action(action.lower()):
            return "OtherAction"
        if not self._speaks_of(resource):
            return "OtherResource"
        return "Speaks" if hold(self.Condition, facts) else "Condition"

    def covers(self, action: str, resource: str) -> bool:
        """Whether it speaks of this action on this resource, if its conditions hold."""
        return self._speaks_of_action(action.lower()) and self._speaks_of(resource)

    def _speaks_of_action(self, action: str) -> bool:
        named = self.NotAction if self.Action is None else self.Action
        found = any(matches(wanted.lower(), action) for wanted in named or ())
        return found == (self.Action is not None)

    def _speaks_of(self, resource: str) -> bool:
        if self.Resource is None:
            return not self._names(resource, self.NotResource or [])
        return self._names(resource, self.Resource)

    def _names(self, resource: str, named: list[str]) -> bool:
        """A name that is too long to be looked at gets nothing that it might not get."""
        if "*" in named:
            return True
        if len(resource) > LONGEST_RESOURCE:
            return self.Resource is None and self.Effect == "Allow"
        return any(_fits(wanted, resource) for wanted in named)


def _fits(wanted: str, resource: str) -> bool:
    """Names of RAM have no case: who asks for `role/ADMIN` asks for `role/Admin`."""
    if resource.startswith(OF_RAM):
        return matches(wanted.lower(), resource.lower())
    return matches(wanted, resource)


class Ruling(NamedTuple):
    """What a document says of an action on a resource: `firm` at any time; and what it adds on
    conditions, which differ from request to request.
    """

    firm: Verdict
    conditional: tuple[tuple[Effect, Conditions], ...] = ()

    def verdict(self, facts: Facts) -> Verdict:
        """For one request; a Deny wins, and silence is neither."""
        if not self.conditional or self.firm == "Deny":
            return self.firm
        added = [effect for effect, conditions in self.conditional if hold(conditions, facts)]
        return "Deny" if "Deny" in added else "Allow" if added else self.firm


class Policy(BaseModel):
    """An identity policy."""

    model_config = ConfigDict(extra="forbid")

    Version: Literal["1"]
    Statement: Annotated[list[Statement], BeforeValidator(as_list)]

    def ruling(self, action: str, resource: str) -> Ruling:
        """What it says of the action on the resource."""
        speaking = [s for s in self.Statement if s.covers(action, resource)]
        firm = {s.Effect for s in speaking if not s.Condition}
        conditional = tuple((s.Effect, s.Condition) for s in speaking if s.Condition)
        return Ruling("Deny" if "Deny" in firm else "Allow" if firm else "", conditional)


@lru_cache(1024)
def parse_policy(text: str) -> Policy:
    """The document taken apart; MalformedPolicyDocument when it breaks the grammar."""
    return read(text, Policy)


def check_policy_text(text: str) -> None:
    """As strictly as a new document is read: nothing twice, no empty list, and names that may fit."""
    policy = parse_policy(text)
    check_names(text)
    if not policy.Statement:
        raise MalformedPolicyDocument(why="Statement is empty")
    for statement in policy.Statement:
        for name in ("Action", "NotAction", "Resource", "NotResource"):
            named = getattr(statement, name)
            if named == []:
                raise MalformedPolicyDocument(why=f"{name} is empty")
            _check_named(name, named or [])


def _check_named(name: str, named: list[str]) -> None:
    """What can fit no action, or no resource, is a slip of who wrote it."""
    form = ACTION if name.endswith("Action") else RESOURCE
    for each in named:
        if not form.fullmatch(each):
            raise MalformedPolicyDocument(why=f"{name} {each[:64]!r} is none")


@lru_cache(4096)
def ruling(text: str, action: str, resource: str) -> Ruling:
    """What the document says: consumers ask for the same again and again."""
    return parse_policy(text).ruling(action, resource)
