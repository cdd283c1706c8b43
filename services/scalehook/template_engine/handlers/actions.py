"""What tasks can do, and what they need."""

import json

from scalehook.kit import Work
from scalehook.kit.api.paging import next_page
from scalehook.template_engine.document import Document, parse
from scalehook.template_engine.listed_actions import listed_actions
from scalehook.template_engine.needed_calls import needed_calls, policy
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.starting import template_of
from scalehook.template_engine.state import State
from scalehook.template_engine.validation import check
from scalehook_contracts.errors.common import MissingNamedParameter
from scalehook_contracts.errors.oos import InvalidTemplateParameter
from scalehook_contracts.template_engine.action_listing import (
    ActionList,
    ExecutionPolicy,
    GenerateExecutionPolicy,
    ListActions,
)


def list_actions(command: ListActions, work: Work[State, Settings]) -> ActionList:
    """Those whose names have this part."""
    found = listed_actions(command.oos_action_name)
    chosen, token = next_page(found, command.next_token, command.max_results)
    return ActionList(actions=list(chosen), max_results=command.max_results, next_token=token)


def generate_execution_policy(
    command: GenerateExecutionPolicy, work: Work[State, Settings]
) -> ExecutionPolicy:
    """What must be allowed. Of what of it a role lacks, the operation asks access control itself."""
    name, content = command.template_name, command.template_content
    if name and content:
        raise InvalidTemplateParameter(why="TemplateContent stands instead of TemplateName")
    if not name and not content:
        raise MissingNamedParameter(name="TemplateName")
    document = check(content) if content else _registered(command, work)
    needed = policy(needed_calls(document, work.state))
    return ExecutionPolicy(policy=json.dumps(needed))


def _registered(command: GenerateExecutionPolicy, work: Work[State, Settings]) -> Document:
    return parse(template_of(command.template_name, command.template_version, work).content)
