"""Notifications under way, and the templates that some of them go to."""

from dataclasses import dataclass, field

from scalehook_contracts.scaling_controller import LifecycleActionStarted
from scalehook_contracts.template_engine import TemplateParameter


@dataclass
class Delivery:
    """A notification that its receiver has not taken yet."""

    notification: LifecycleActionStarted
    attempts: int = 0


@dataclass
class State:
    """Deliveries by lifecycle action token, templates' parameters by template name."""

    deliveries: dict[str, Delivery] = field(default_factory=dict)
    templates: dict[str, list[TemplateParameter]] = field(default_factory=dict)
