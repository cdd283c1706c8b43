"""RAM's policy grammar: who may do what (identity policies), and who may assume a role (trust)."""

from functools import lru_cache
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from scalehook.kit.api.wildcards import matches
from scalehook_contracts.errors.ram import MalformedPolicyDocument
from scalehook_contracts.plain import NotPlain, parse_json

LONGEST_RESOURCE = (
    512  # no resource of the cloud has a longer name; `*` alone speaks of one that claims to
)
Verdict = Literal["Allow", "Deny", ""]
DocumentT = TypeVar("DocumentT", bound=BaseModel)


def _as_list(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


Texts = Annotated[list[str], BeforeValidator(_as_list)]


def _as_word(value: Any) -> Any:
    """Booleans come as texts in any letter case, or bare."""
    return str(value).lower() if isinstance(value, str | bool) else value


Truth = Annotated[Literal["true", "false"], BeforeValidator(_as_word)]
Truths = Annotated[list[Truth], Field(min_length=1), BeforeValidator(_as_list)]


class Conditions(BaseModel):
    """When a statement speaks at all. Of all conditions this one is simulated; others are refused, so
    that nobody relies on them.
    """

    model_config = ConfigDict(extra="forbid")

    Bool: dict[Literal["acs:SecureTransport"], Truths] = Field(min_length=1)

    @property
    def hold(self) -> bool:
        """Whether they do: all requests come over plain HTTP."""
        return all("false" in wanted for wanted in self.Bool.values())


class Statement(BaseModel):
    """One rule."""

    model_config = ConfigDict(extra="forbid")

    Sid: str = ""
    Effect: Literal["Allow", "Deny"]
    Action: Texts
    Resource: Texts
    Condition: Conditions | None = None

    def covers(self, action: str, resource: str) -> bool:
        """Whether it speaks of this action on this resource."""
        if self.Condition is not None and not self.Condition.hold:
            return False
        speaks_of_action = any(matches(wanted.lower(), action.lower()) for wanted in self.Action)
        return speaks_of_action and self._speaks_of(resource)

    def _speaks_of(self, resource: str) -> bool:
        if "*" in self.Resource:
            return True
        if len(resource) > LONGEST_RESOURCE:
            return False
        return any(matches(wanted, resource) for wanted in self.Resource)


class Policy(BaseModel):
    """An identity policy."""

    model_config = ConfigDict(extra="forbid")

    Version: Literal["1"]
    Statement: Annotated[list[Statement], BeforeValidator(_as_list)]

    def verdict(self, action: str, resource: str) -> Verdict:
        """What it says; a Deny wins, and silence is neither."""
        effects = {s.Effect for s in self.Statement if s.covers(action, resource)}
        return "Deny" if "Deny" in effects else "Allow" if effects else ""


class Principals(BaseModel):
    """Who a trust statement speaks of."""

    model_config = ConfigDict(extra="forbid")

    RAM: Texts = []
    Service: Texts = []
    Federated: Texts = []


class TrustStatement(BaseModel):
    """One rule of a role's trust."""

    model_config = ConfigDict(extra="forbid")

    Effect: Literal["Allow", "Deny"]
    Action: Texts
    Principal: Principals


class Trust(BaseModel):
    """A role's trust document."""

    model_config = ConfigDict(extra="forbid")

    Version: Literal["1"]
    Statement: Annotated[list[TrustStatement], BeforeValidator(_as_list)]

    def lets_service(self, service: str) -> bool:
        """Whether the cloud service may assume the role."""
        return any(service in s.Principal.Service for s in self._assuming())

    def lets_principal(self, arns: list[str]) -> bool:
        """Whether one of these names of a caller may assume the role."""
        wanted = {arn.lower() for arn in arns}
        return any(wanted & {arn.lower() for arn in s.Principal.RAM} for s in self._assuming())

    def _assuming(self) -> list[TrustStatement]:
        return [s for s in self.Statement if s.Effect == "Allow" and "sts:AssumeRole" in s.Action]


@lru_cache(1024)
def parse_policy(text: str) -> Policy:
    """The document taken apart; MalformedPolicyDocument when it breaks the grammar."""
    return _parse(text, Policy)


@lru_cache(4096)
def verdict(text: str, action: str, resource: str) -> Verdict:
    """What the document says: consumers ask for the same again and again."""
    return parse_policy(text).verdict(action, resource)


@lru_cache(1024)
def parse_trust(text: str) -> Trust:
    """The same for a role's trust."""
    return _parse(text, Trust)


def _parse(text: str, kind: type[DocumentT]) -> DocumentT:
    try:
        return kind.model_validate(parse_json(text))
    except NotPlain as problem:
        raise MalformedPolicyDocument(why=str(problem)) from problem
    except ValidationError as problem:
        raise MalformedPolicyDocument(why=_first(problem)) from problem


def _first(problem: ValidationError) -> str:
    error = problem.errors(include_url=False)[0]
    return f"{'.'.join(map(str, error['loc']))} {error['msg']}".strip()
