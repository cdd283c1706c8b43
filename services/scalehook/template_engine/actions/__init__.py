"""The actions that tasks can have. A new one is a file and a line in the table; an action of a
product is a template in `library/product`.
"""

from scalehook.template_engine.actions import check_for, execute_api, run_template, wait_for
from scalehook.template_engine.actions.action import (
    Action,
    CallNeeded,
    ChildNeeded,
    Failed,
    Outcome,
    Succeeded,
    TryAgain,
)
from scalehook.template_engine.library import product_actions

ACTIONS = {
    "acs::checkfor": Action(check_for.begin, check_for.take),
    "acs::executeapi": Action(execute_api.begin, execute_api.take),
    "acs::template": Action(run_template.begin),
    "acs::waitfor": Action(wait_for.begin, wait_for.take),
}

__all__ = [
    "Action",
    "CallNeeded",
    "ChildNeeded",
    "Failed",
    "Outcome",
    "Succeeded",
    "TryAgain",
    "action_of",
]


def action_of(name: str) -> Action | None:
    """The action with this name, in any letter case; None when it is not simulated."""
    if name.lower() in product_actions():
        return Action(run_template.begin_product_action)
    return ACTIONS.get(name.lower())
