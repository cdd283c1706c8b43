"""A role's trust: who may assume it, and on which conditions."""

import re
from functools import lru_cache
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict

from scalehook.access_control.conditions import Facts, hold, read_trust_conditions
from scalehook.access_control.reading import Texts, as_list, check_names, read
from scalehook_contracts.access_control.refusals import Outcome
from scalehook_contracts.errors.ram import MalformedPolicyDocument

ASSUMING = "sts:assumerole"
SERVICE = re.compile(r"([0-9]+@)?[a-z0-9-]+(\.[a-z0-9-]+)+")  # also one that works for another account
PROVIDER = re.compile(r"acs:ram::[0-9]+:(saml|oidc)-provider/.+")
RAM_PRINCIPAL = re.compile(r"acs:ram::[0-9]+:(root|(user|role)/[A-Za-z0-9._/-]+)")


class Principals(BaseModel):
    """Who a trust statement speaks of."""

    model_config = ConfigDict(extra="forbid")

    RAM: Texts = []
    Service: Texts = []
    Federated: Texts = []


class Caller(NamedTuple):
    """Who wants to assume a role: a service, or somebody by all of its names, in lower case."""

    service: str = ""
    arns: frozenset[str] = frozenset()

    @classmethod
    def of(cls, *arns: str) -> "Caller":
        """Somebody of an account."""
        return cls(arns=frozenset(arn.lower() for arn in arns))


class TrustStatement(BaseModel):
    """One rule of a role's trust."""

    model_config = ConfigDict(extra="forbid")

    Sid: str = ""
    Effect: Literal["Allow", "Deny"]
    Action: Texts
    Principal: Principals
    Condition: Annotated[Any, BeforeValidator(read_trust_conditions)] = ()

    def outcome(self, caller: Caller, facts: Facts) -> Outcome:
        """What is the first that differs; `Speaks` where nothing does."""
        if ASSUMING not in map(str.lower, self.Action):
            return "OtherAction"
        if not self._names(caller):
            return "OtherPrincipal"
        return "Speaks" if hold(self.Condition, facts) else "Condition"

    def _names(self, caller: Caller) -> bool:
        if caller.service:
            return caller.service in self.Principal.Service
        return any(arn.lower() in caller.arns for arn in self.Principal.RAM)


class Trust(BaseModel):
    """A role's trust document."""

    model_config = ConfigDict(extra="forbid")

    Version: Literal["1"]
    Statement: Annotated[list[TrustStatement], BeforeValidator(as_list)]

    def lets(self, caller: Caller, facts: Facts) -> bool:
        """Whether the caller may assume the role: a Deny wins."""
        effects = {s.Effect for s in self.Statement if s.outcome(caller, facts) == "Speaks"}
        return effects == {"Allow"}


@lru_cache(1024)
def parse_trust(text: str) -> Trust:
    """The document taken apart; MalformedPolicyDocument when it breaks the grammar."""
    return read(text, Trust)


def check_trust_text(text: str) -> None:
    """As strictly as a new document is read: nothing twice, something to say, and that is who may assume
    the role.
    """
    trust = parse_trust(text)
    check_names(text)
    if not trust.Statement:
        raise MalformedPolicyDocument(why="Statement is empty")
    for statement in trust.Statement:
        _check_principals(statement.Principal)
        if {action.lower() for action in statement.Action} != {ASSUMING}:
            raise MalformedPolicyDocument(why="Action must be sts:AssumeRole")


def _check_principals(principals: Principals) -> None:
    if not (principals.RAM or principals.Service or principals.Federated):
        raise MalformedPolicyDocument(why="Principal is empty")
    for name in principals.RAM:
        if not RAM_PRINCIPAL.fullmatch(name):
            raise MalformedPolicyDocument(why=f"{name} is neither an account, a user nor a role")
    for name in principals.Service:
        if not SERVICE.fullmatch(name):
            raise MalformedPolicyDocument(why=f"{name!r} is no service, such as oos.aliyuncs.com")
    for name in principals.Federated:
        if not PROVIDER.fullmatch(name):
            raise MalformedPolicyDocument(why=f"{name!r} is no identity provider")
