"""The actions as ListActions shows them."""

import json

from scalehook.template_engine.actions import ACTIONS
from scalehook.template_engine.document import parse
from scalehook.template_engine.library import VERSION, product_action_names, product_actions
from scalehook.template_engine.template_views import description_of
from scalehook_contracts.template_engine.action_listing import ActionView

ATOMIC = {  # name: type, what it does
    "ACS::AlarmTrigger": ("Atomic.Trigger", "Starts an execution when a metric is out of bounds."),
    "ACS::Approve": ("Atomic.Control", "Waits until enough people have agreed."),
    "ACS::CheckFor": ("Atomic.API", "Calls an API once, and looks at its answer."),
    "ACS::Choice": ("Atomic.Control", "Chooses the next task."),
    "ACS::EventTrigger": ("Atomic.Trigger", "Starts an execution when something has happened."),
    "ACS::ExecuteAPI": ("Atomic.API", "Calls an API."),
    "ACS::ExecuteHttpRequest": ("Atomic.API", "Asks a server, once or until its answer is as desired."),
    "ACS::Loop": ("Atomic.Control", "Runs several tasks for each of some items."),
    "ACS::Notify": ("Atomic.Control", "Calls a web hook."),
    "ACS::Pause": ("Atomic.Control", "Waits until somebody says that it goes on."),
    "ACS::SelectTargets": ("Atomic.API", "Finds instances."),
    "ACS::Sleep": ("Atomic.Control", "Waits for some time."),
    "ACS::Template": ("Atomic.Embedded", "Executes a template."),
    "ACS::TimerTrigger": ("Atomic.Trigger", "Starts an execution at moments."),
    "ACS::WaitFor": ("Atomic.API", "Calls an API until its answer is as desired."),
}


def listed_actions(part: str) -> list[ActionView]:
    """Those with this in their names, by name."""
    views = [_atomic(name) for name in ATOMIC if name.lower() in ACTIONS]
    views += [_of_product(name) for name in product_action_names()]
    return sorted((view for view in views if part in view.oos_action_name), key=_name)


def _name(view: ActionView) -> str:
    return view.oos_action_name


def _atomic(name: str) -> ActionView:
    kind, description = ATOMIC[name]
    return ActionView(action_type=kind, oos_action_name=name, description=description)


def _of_product(name: str) -> ActionView:
    content = product_actions()[name.lower()]
    parameters = parse(content).parameters
    properties = {
        key: {"Type": node.type, "Required": node.required} for key, node in parameters.items()
    }
    return ActionView(
        action_type=f"Product.{name.split('::')[1]}",
        oos_action_name=name,
        description=description_of(content),
        template_version=VERSION,
        properties=json.dumps(properties),
    )
