"""Roles that a caller hands to a service, which then acts as them: mostly to OOS."""

from collections.abc import Iterator
from typing import Any, ClassVar, Protocol

from scalehook_contracts.arn import Arn
from scalehook_contracts.plain import NotPlain, parse_json

PUBLIC = "ACS-"  # before the names of public templates
USUAL_ROLE = "OOSServiceRole"  # of public templates, where their parameter names none
AS_THE_CALLER = frozenset({"ACS-ESS-LifeCycleModifyInstanceChargeType"})  # these have no usual role
ROLE_PARAMETER = "oosassumerole"  # of the public templates, which take any letter case


class _NamesRole(Protocol):
    ram_role_name: str


class InstanceRole:
    """What makes instances, or says how they are made, may give them a role."""

    roles_go_to: ClassVar[str] = "ecs.aliyuncs.com"

    def passed_roles(self: _NamesRole) -> list[str]:
        """The role that the instances have."""
        return [self.ram_role_name] if self.ram_role_name else []


def roles_in(parameters: str) -> list[str]:
    """The role that a template's parameters name, given as JSON text. Text that cannot be read names
    none: whoever starts the template refuses it.
    """
    try:
        given = parse_json(parameters)
    except NotPlain:
        return []
    if not isinstance(given, dict):
        return []
    return [str(role) for name, role in given.items() if name.lower() == ROLE_PARAMETER and role]


def roles_of(template_name: str, parameters: str) -> list[str]:
    """The role that an execution of this template with these parameters assumes, as far as its name and
    its parameters tell: what a template of one's own says is known to whoever executes it.
    """
    named = roles_in(parameters)
    if named or not template_name.startswith(PUBLIC) or template_name in AS_THE_CALLER:
        return named
    return [USUAL_ROLE]


def roles_of_receiver(arn: str, parameters: str) -> list[str]:
    """The same for a receiver of notifications, which may be a template."""
    try:
        receiver = Arn.parse(arn)
    except ValueError:
        return roles_in(parameters)  # whoever takes the ARN refuses it
    is_template = "oos" in (receiver.service, receiver.kind)
    return roles_of(receiver.name if is_template else "", parameters)


def roles_of_targets(targets: str) -> list[str]:
    """The roles that targets of a rule name for their executions, given as JSON text: by a parameter of
    their own, or among the parameters of the template.
    """
    try:
        given = parse_json(targets)
    except NotPlain:
        return []
    rows = given if isinstance(given, list) else []
    lists = [row.get("ParamList") for row in rows if isinstance(row, dict)]
    return [role for listed in lists for role in _roles_among(listed)]


def _roles_among(listed: Any) -> Iterator[str]:
    for each in listed if isinstance(listed, list) else ():
        value = each.get("Value") if isinstance(each, dict) else None
        if not isinstance(value, str):
            continue
        if str(each.get("ResourceKey")).lower() == ROLE_PARAMETER:
            yield value
        elif each.get("Form") == "CONSTANT":
            yield from roles_in(value)
