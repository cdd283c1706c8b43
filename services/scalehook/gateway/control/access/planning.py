"""Which policies a template or a hook needs, and what of them lacks."""

import json
from contextlib import suppress
from typing import Any

from scalehook.gateway.asking import ask
from scalehook.gateway.control.access.needs import Need, allow, pass_role, policy, trust_of
from scalehook.gateway.control.access.targets import COMPLETING, by_receiver
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit import Requester
from scalehook_contracts.access_control.refusals import ExplainAccess
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.ram import NoSuchPrincipal
from scalehook_contracts.passed_roles import roles_in
from scalehook_contracts.receiver import Kind, Receiver
from scalehook_contracts.scaling_controller.hooks import DescribeLifecycleHooks, LifecycleHookView
from scalehook_contracts.template_engine.action_listing import GenerateExecutionPolicy

OOS = "oos.aliyuncs.com"
USUAL_ROLE = "OOSServiceRole"  # of the public templates


class Planner:
    """Asks the services; changes nothing."""

    def __init__(self, bus: Requester, settings: GatewaySettings) -> None:
        self._bus = bus
        self._region, self._account = settings.region, settings.account_id

    async def of(self, name: str, role: str) -> list[Need]:
        """Of a hook, or else of a template."""
        hook = await self._hook(name)
        if hook is not None:
            return await self.of_hook(hook)
        return await self.of_template(name=name, role=role)

    async def of_template(
        self, *, name: str = "", content: str = "", role: str = "", group: str = ""
    ) -> list[Need]:
        """What its role must be allowed, whom that must trust, and what its caller must."""
        role = role or USUAL_ROLE
        starting = allow(
            ["oos:StartExecution"], self._oos(f"template/{name or '*'}"), self._oos("execution/*")
        )
        handing = pass_role(self._role(role), OOS)
        why = "starts the template, and hands it the role"
        return [
            *await self._of_role(role, name, content, group),
            Need(who="caller", kind="policy", why=why, document=policy(starting, handing)),
        ]

    async def of_hook(self, hook: LifecycleHookView) -> list[Need]:
        """Of what it notifies, of whoever completes its actions, and of whoever makes such a hook."""
        group = self._group(hook.scaling_group_id)
        making = allow(["ess:CreateLifecycleHook"], group)
        receiver = _receiver(hook.notification_arn)
        if receiver is not None and receiver.kind is Kind.TEMPLATE:
            role = next(iter(roles_in(hook.notification_metadata)), USUAL_ROLE)
            found = await self._of_role(role, receiver.name, "", group)
            made = policy(making, pass_role(self._role(role), OOS))
            why = "makes the hook, and hands OOS the role"
        else:
            found = by_receiver(receiver, self._region, self._account, group)
            made, why = policy(making), "makes the hook"
        return [*found, Need(who="caller", kind="policy", why=why, document=made)]

    async def _of_role(self, role: str, name: str, content: str, group: str) -> list[Need]:
        named = GenerateExecutionPolicy(template_name=name, template_content=content)
        document = json.loads((await ask(self._bus, named)).policy)
        if group:
            document["Statement"] = _narrowed(document["Statement"], group)
        lacking, untrusted = await self._lacking(role, document)
        why = f"what the tasks of {name or 'the template'} call"
        return [
            Need(who=f"role/{role}", kind="policy", why=why, document=document, lacking=lacking),
            Need(
                who=f"role/{role}",
                kind="trust",
                why="lets OOS act as the role",
                document=trust_of(OOS),
                lacking=untrusted,
            ),
        ]

    async def _lacking(self, role: str, document: dict[str, Any]) -> tuple[list[str], list[str]]:
        """What the role may not do yet, and whether OOS may not assume it."""
        try:
            lacking = [
                action
                for statement in document["Statement"]
                for action in statement["Action"]
                if not await self._may(f"role/{role}", action, statement["Resource"])
            ]
            trusted = await self._may(OOS, "sts:AssumeRole", self._role(role))
        except NoSuchPrincipal:
            return [f"there is no role {role}"], [f"there is no role {role}"]
        return lacking, [] if trusted else [f"the role does not trust {OOS}"]

    async def _may(self, principal: str, action: str, resource: str) -> bool:
        asked = ExplainAccess(principal=principal, action=action, resource=resource)
        return (await ask(self._bus, asked)).allowed

    async def _hook(self, name: str) -> LifecycleHookView | None:
        """By its id, or by the id of its group and its own name."""
        group, slash, hook_name = name.rpartition("/")
        if slash:
            wanted = DescribeLifecycleHooks(scaling_group_id=group, lifecycle_hook_name=hook_name)
        else:
            wanted = DescribeLifecycleHooks(lifecycle_hook_ids=[name])
        with suppress(ApiError):
            return next(iter((await ask(self._bus, wanted)).lifecycle_hooks), None)
        return None

    def _role(self, name: str) -> str:
        return f"acs:ram::{self._account}:role/{name}"

    def _group(self, group_id: str) -> str:
        return f"acs:ess:{self._region}:{self._account}:scalinggroup/{group_id}"

    def _oos(self, relative_id: str) -> str:
        return f"acs:oos:{self._region}:{self._account}:{relative_id}"


def _receiver(arn: str) -> Receiver | None:
    try:
        return Receiver.parse(arn)
    except ValueError:
        return None


def _narrowed(statements: list[dict[str, Any]], group: str) -> list[dict[str, Any]]:
    """Completing is for this group alone; other calls may be about anything."""
    found: list[dict[str, Any]] = []
    for statement in statements:
        completing = [action for action in statement["Action"] if action in COMPLETING]
        others = [action for action in statement["Action"] if action not in COMPLETING]
        found += [statement | {"Action": others}] if others else []
        found += [statement | {"Action": completing, "Resource": group}] if completing else []
    return found
