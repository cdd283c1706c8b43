"""A role's trust: who may assume it, and on which conditions."""

from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict

from scalehook.access_control.conditions import Facts, hold, read_trust_conditions
from scalehook.access_control.reading import Texts, as_list, check_names, read
from scalehook_contracts.errors.ram import MalformedPolicyDocument


class Principals(BaseModel):
    """Who a trust statement speaks of."""

    model_config = ConfigDict(extra="forbid")

    RAM: Texts = []
    Service: Texts = []
    Federated: Texts = []


class TrustStatement(BaseModel):
    """One rule of a role's trust."""

    model_config = ConfigDict(extra="forbid")

    Sid: str = ""
    Effect: Literal["Allow", "Deny"]
    Action: Texts
    Principal: Principals
    Condition: Annotated[Any, BeforeValidator(read_trust_conditions)] = ()


class Trust(BaseModel):
    """A role's trust document."""

    model_config = ConfigDict(extra="forbid")

    Version: Literal["1"]
    Statement: Annotated[list[TrustStatement], BeforeValidator(as_list)]

    def lets_service(self, service: str, facts: Facts) -> bool:
        """Whether the cloud service may assume the role."""
        return _allows([s for s in self._assuming(facts) if service in s.Principal.Service])

    def lets_principal(self, arns: list[str], facts: Facts) -> bool:
        """Whether one of these names of a caller may assume the role."""
        wanted = {arn.lower() for arn in arns}
        return _allows(
            [s for s in self._assuming(facts) if wanted & {arn.lower() for arn in s.Principal.RAM}]
        )

    def _assuming(self, facts: Facts) -> list[TrustStatement]:
        return [s for s in self.Statement if "sts:AssumeRole" in s.Action and hold(s.Condition, facts)]


def _allows(speaking: list[TrustStatement]) -> bool:
    """A Deny wins."""
    return bool(speaking) and all(s.Effect == "Allow" for s in speaking)


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
        principal = statement.Principal
        if not (principal.RAM or principal.Service or principal.Federated):
            raise MalformedPolicyDocument(why="Principal is empty")
        if not statement.Action:
            raise MalformedPolicyDocument(why="Action is empty")
