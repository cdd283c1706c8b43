"""Groups whose zones are brought into balance."""

from scalehook_contracts.base import Reply
from scalehook_contracts.scaling_controller.base import EssOperation


class Rebalancing(Reply):
    """The activity that launches instances where there are few; another one then removes as many."""

    scaling_activity_id: str


class RebalanceInstances(EssOperation[Rebalancing]):
    """Evens out how many instances of a group each zone has."""

    scaling_group_id: str
    region_id: str = ""
