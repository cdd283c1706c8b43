"""An instance."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from operator import itemgetter

from scalehook.fleet import instance_types
from scalehook.kit.shelves import Mark
from scalehook_contracts.exact import maker
from scalehook_contracts.fleet.base import InstanceTag
from scalehook_contracts.fleet.instances import InstanceCreated, InstanceStatus

ECONOMICAL = "StopCharging"
group_tag = maker(InstanceTag)
GROUP_TAG = "acs:autoscaling:scalingGroupId"
SHARED = {  # what is asked for, and the field that says it
    "zone": "zone_id",
    "VPC": "vpc_id",
    "v-switch": "v_switch_id",
    "image": "image_id",
    "type": "instance_type",
    "charge type": "instance_charge_type",
    "traffic": "internet_charge_type",
    "I/O": "io_optimized",
    "key pair": "key_pair_name",
    "resource group": "resource_group_id",
    "metadata": "http_endpoint",
    "metadata tokens": "http_tokens",
    "group": "scaling_group_id",
}
TEXTS = frozenset({*SHARED, "family"})
_shared = itemgetter(*SHARED.values())


def mark(what: str, value: str) -> Mark:
    """What is asked for. What many instances share is one text: its hash is known the second time."""
    return f"{what}={value}" if what in TEXTS else (what, value)


@dataclass
class Instance:
    """An ECS instance. `created` has what it was made as, and what has been changed since.

    Until `settles_at` (Unix seconds, virtual) it is on its way from one status to the next, for the
    activity `on_behalf`; None: for the one that it was made for. `started_at` is when it last began to
    start; None: when it was made.
    """

    created: InstanceCreated
    status: InstanceStatus = "Starting"
    settles_at: float = 0
    on_behalf: str | None = None
    stopped_mode: str = ""
    started_at: float | None = None

    @property
    def instance_id(self) -> str:
        """Its id."""
        return self.created.instance_id

    @property
    def name(self) -> str:
        """What it is called; one that nobody has named has a name all the same."""
        created = self.created
        if created.instance_name:
            return created.instance_name
        return f"ESS-asg-{created.instance_id}" if created.scaling_activity_id else created.instance_id

    @property
    def security_group_ids(self) -> list[str]:
        """All of them, the first one first."""
        given = (self.created.security_group_id, *self.created.security_group_ids)
        return list(dict.fromkeys(filter(None, given)))

    @property
    def activity_id(self) -> str:
        """The scaling activity that has made it start or stop, if one has."""
        return self.created.scaling_activity_id if self.on_behalf is None else self.on_behalf

    @property
    def holds_stock(self) -> bool:
        """In economical mode an instance that has stopped gives its resources back."""
        return not (self.status == "Stopped" and self.stopped_mode == ECONOMICAL)

    @property
    def tags(self) -> list[InstanceTag]:
        """Its tags; an instance of a scaling group has one that names the group."""
        group_id, given = self.created.scaling_group_id, self.created.tags
        return [group_tag(key=GROUP_TAG, value=group_id), *given] if group_id else given

    def marks(self) -> list[Mark]:
        """What can be asked of it."""
        created = self.created.__dict__  # one look for all of its fields
        marks: list[Mark] = [
            ("status", self.status),
            ("name", self.name),
            *_shared_marks(_shared(created)),
        ]
        if created["security_group_id"] or created["security_group_ids"]:
            marks += [("security group", each) for each in self.security_group_ids]
        if created["private_ip_address"]:
            marks.append(("address", created["private_ip_address"]))
        if created["public_ip_address"]:
            marks.append(("public address", created["public_ip_address"]))
        if created["scaling_group_id"]:
            marks += _group_marks(created["scaling_group_id"])
        if created["tags"]:
            given = [(("tag", tag.key), ("tag", tag.key, tag.value)) for tag in created["tags"]]
            marks = list(dict.fromkeys(chain(marks, *given)))  # the group's may be given once more
        return marks


@lru_cache(maxsize=1000)  # instances that are made alike have them in common
def _shared_marks(values: tuple[str, ...]) -> list[Mark]:
    said = dict(zip(SHARED, values, strict=True))
    said["family"] = instance_types.family(said["type"])
    return [mark(what, value) for what, value in said.items() if value]


@lru_cache(maxsize=1000)
def _group_marks(group_id: str) -> list[Mark]:
    return [("tag", GROUP_TAG), ("tag", GROUP_TAG, group_id)]
