"""One thing that somebody needs: a policy, or the trust of a role."""

from typing import Any, Literal

from pydantic import BaseModel

Statement = dict[str, Any]


class Need(BaseModel):
    """`who` is `role/<name>`, or whom nobody has named: `consumer`, `caller`. `lacking` says what of it
    is not there; nothing where nobody could look.
    """

    who: str
    kind: Literal["policy", "trust"]
    why: str
    document: dict[str, Any]
    lacking: list[str] = []


def policy(*statements: Statement) -> dict[str, Any]:
    """A document that can be pasted."""
    return {"Version": "1", "Statement": list(statements)}


def allow(actions: list[str], *resources: str, **condition: Any) -> Statement:
    """One statement; one resource needs no list."""
    named = resources[0] if len(resources) == 1 else list(resources)
    return {"Effect": "Allow", "Action": actions, "Resource": named, **condition}


def trust_of(service: str) -> dict[str, Any]:
    """That of a role which a cloud service acts as."""
    principal = {"Service": [service]}
    return policy({"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": principal})


def pass_role(role_arn: str, service: str) -> Statement:
    """Handing the role to this service alone."""
    return allow(["ram:PassRole"], role_arn, Condition={"StringEquals": {"acs:Service": service}})
