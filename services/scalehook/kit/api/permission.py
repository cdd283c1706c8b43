"""Whether somebody may have an operation done: what access control is asked first."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from scalehook.kit.machine.outside import Requester
from scalehook_contracts.access_control.access import CheckAccess
from scalehook_contracts.base import Operation
from scalehook_contracts.errors.ram import NoPermission, TagsWanted
from scalehook_contracts.plain import NotPlain, parse_json

HANDING_OVER = "ram:PassRole"
ASKED_TAG = "acs:RequestTag/"


@dataclass(frozen=True, slots=True)
class Asker:
    """Who wants something done, where and from where. `address` is the client's, if there is one;
    whoever hands a role to a service needs `ram:PassRole` on it, unless that is not required.
    """

    principal: str
    region: str
    account: str
    session_policy: str = ""
    correlation_id: str = ""
    require_pass_role: bool = True
    address: str = ""

    async def check(self, operation: Operation[Any], bus: Requester) -> None:
        """Nothing where it may be done; the product's documented refusal, with its details, else."""
        try:
            await self._ask(operation, await self._own_check(operation, bus), bus)
            if self.require_pass_role and (roles := operation.passed_roles()):
                await self._ask(operation, self._passing(operation, roles), bus)
        except NoPermission as refusal:
            forbidden = (operation.forbidden or operation.product.forbidden)()
            forbidden.details = refusal.details
            raise forbidden from refusal

    async def _ask(self, operation: Operation[Any], check: CheckAccess, bus: Requester) -> None:
        """Tags are looked for only where a policy makes a condition of them."""
        if not check.resources:
            return
        try:
            await bus.call(check, correlation_id=self.correlation_id)
        except TagsWanted:
            tags: dict[str, dict[str, str]] = {}
            for question in operation.tags_questions(check.resources):
                tags |= (await bus.call(question)).tags
            told = check.model_copy(update={"tags": tags})
            await bus.call(told, correlation_id=self.correlation_id)

    async def _own_check(self, operation: Operation[Any], bus: Requester) -> CheckAccess:
        return self._about(
            operation,
            operation.ram_action(),
            await self._resources(operation, bus),
            self._facts(operation),
        )

    def _passing(self, operation: Operation[Any], roles: list[str]) -> CheckAccess:
        facts = self._facts(operation) | {"acs:Service": operation.roles_go_to}
        arns = [f"acs:ram::{self.account}:role/{role}" for role in roles]
        return self._about(operation, HANDING_OVER, arns, facts)

    def _about(
        self, operation: Operation[Any], action: str, resources: list[str], facts: dict[str, str]
    ) -> CheckAccess:
        return CheckAccess(
            principal=self.principal,
            session_policy=self.session_policy,
            action=action,
            resources=resources,
            facts=facts,
            operation=f"{operation.product.ram_code}:{type(operation).__name__}",
        )

    def _facts(self, operation: Operation[Any]) -> dict[str, str]:
        asked = {ASKED_TAG + key: value for key, value in _tags(operation)}
        return asked | operation.facts() | ({"acs:SourceIp": self.address} if self.address else {})

    async def _resources(self, operation: Operation[Any], bus: Requester) -> list[str]:
        """As full ARNs. What its owner knows more exactly takes the place of what may be any."""
        named = operation.resources()
        question = operation.place_question() if named else None
        if question is not None and (known := (await bus.call(question)).resources):
            named = list(dict.fromkeys([*(name for name in named if name[-1:] != "*"), *known]))
        product = operation.product
        prefix = f"acs:{product.ram_code}:{self.region if product.in_regions else ''}:{self.account}:"
        return [self._of_other(name) if name.startswith("acs:") else prefix + name for name in named]

    def _of_other(self, name: str) -> str:
        """Another product's, here and of this account unless it says otherwise."""
        return name.replace(":::", f":{self.region}:{self.account}:", 1)


def _tags(operation: Operation[Any]) -> Iterator[tuple[str, str]]:
    """Those that a request gives, whichever form they have."""
    given = getattr(operation, "tags", None) or getattr(operation, "tag", None)
    if isinstance(given, str):
        given = _read(given)
    if isinstance(given, dict):
        yield from ((str(key), str(value)) for key, value in given.items())
    elif isinstance(given, list):
        for tag in given:
            if key := getattr(tag, "key", ""):
                yield key, getattr(tag, "value", "") or ""


def _read(text: str) -> Any:
    """What JSON says; nothing of what is none: whoever does the operation refuses it."""
    try:
        return parse_json(text)
    except NotPlain:
        return None
