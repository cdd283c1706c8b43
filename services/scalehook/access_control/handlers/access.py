"""What the other services ask."""

from functools import partial

from scalehook.access_control.evaluation import allowed
from scalehook.access_control.facts import FactsWithoutTags, facts_of, with_tags
from scalehook.access_control.judging import judge
from scalehook.access_control.least import least_statement
from scalehook.access_control.policy_document import OF_RAM
from scalehook.access_control.refusing import refuse
from scalehook.access_control.settings import Settings
from scalehook.access_control.state import State
from scalehook.kit import ROOT, Work
from scalehook_contracts.access_control.access import AccessAllowed, CheckAccess
from scalehook_contracts.errors.ram import NoPermission


def check_access(command: CheckAccess, work: Work[State, Settings]) -> AccessAllowed | NoPermission:
    """Policies are read now: what was detached a moment ago helps no more."""
    principal, session, action = command.principal, command.session_policy, command.action
    if principal == ROOT:
        return AccessAllowed()
    refused = [
        resource
        for resource in command.resources
        if not allowed(
            principal, session, action, resource, work.state, partial(_facts, command, resource, work)
        )
    ]
    return _refused(command, refused, work) if refused else AccessAllowed()


def _facts(command: CheckAccess, resource: str, work: Work[State, Settings]) -> dict[str, str]:
    """Tags of roles and policies are known here, others when they were asked for."""
    facts = command.facts | facts_of(command.principal, work.now)
    if resource.startswith(OF_RAM):
        return with_tags(facts, work.state.tags.get(resource.rpartition(":")[2].lower(), {}))
    if command.tags is None:
        return FactsWithoutTags(facts)
    return with_tags(facts, command.tags.get(resource, {}))


def _refused(command: CheckAccess, resources: list[str], work: Work[State, Settings]) -> NoPermission:
    principal, action = command.principal, command.action
    facts = dict(_facts(command, resources[0], work))
    judgement = judge(principal, command.session_policy, action, resources[0], work.state, facts)
    statement = "" if judgement.only_denied else least_statement(action, resources, facts)
    error = NoPermission()
    error.details = refuse(
        judgement, principal, action, resources, statement, facts, work, command.operation
    )
    return error
