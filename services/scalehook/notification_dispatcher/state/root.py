"""Notifications under way, and the templates that some of them go to."""

from dataclasses import dataclass, field

from scalehook.notification_dispatcher.state.faults import Fault
from scalehook.notification_dispatcher.state.notifications import Delivery
from scalehook_contracts.template_engine.templates import TemplateParameter


@dataclass
class State:
    """Deliveries by their keys, templates' parameters by template name. `ended` says when
    waits ended lately of which nothing had been heard. `faults` by their ids: none, but in tests.
    """

    deliveries: dict[str, Delivery] = field(default_factory=dict)
    templates: dict[str, list[TemplateParameter]] = field(default_factory=dict)
    ended: dict[str, float] = field(default_factory=dict)
    faults: dict[str, Fault] = field(default_factory=dict)
