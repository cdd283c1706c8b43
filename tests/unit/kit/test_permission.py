"""What access control is asked before an operation: exact resources, tags where they count."""

from typing import Any

import pytest

from scalehook.kit.api.permission import Asker
from scalehook_contracts.access_control.access import AccessAllowed, CheckAccess
from scalehook_contracts.access_control.attachments import DetachPolicyFromUser
from scalehook_contracts.access_control.users import GetUser
from scalehook_contracts.base import Command, Operation
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.ram import NoPermission, TagsWanted
from scalehook_contracts.event_bus.buses import GetEventBus
from scalehook_contracts.fleet.instance_creation import RunInstances
from scalehook_contracts.fleet.instance_power import StartInstances
from scalehook_contracts.fleet.owners import FindInstanceTags
from scalehook_contracts.message_service.control_plane.queues import CreateQueue
from scalehook_contracts.ownership import Place, TagsFound
from scalehook_contracts.scaling_controller.hooks import ModifyLifecycleHook
from scalehook_contracts.scaling_controller.owners import FindGroup
from scalehook_contracts.scaling_controller.rules import DeleteScalingRule
from scalehook_contracts.script_runner.commands import RunCommand
from scalehook_contracts.script_runner.owners import FindCommandTags
from scalehook_contracts.template_engine.template_changes import CreateTemplate

BLUE = {"acs:ecs:r:1:instance/i-1": {"team": "blue"}}
RED = {"acs:ecs:r:1:command/c-1": {"team": "red"}}


class Bus:
    """Knows one group and some tags; wants tags, or refuses, if it is told so."""

    def __init__(self, *, wants_tags: bool = False, refuses: bool = False, group: str = "g") -> None:
        self.wants_tags, self.refuses, self.group = wants_tags, refuses, group
        self.asked: list[Command[Any]] = []

    async def call(self, command: Command[Any], **_: Any) -> Any:
        self.asked.append(command)
        if isinstance(command, FindGroup):
            return Place(resources=[f"scalinggroup/{self.group}"] if self.group else [])
        if isinstance(command, FindInstanceTags):
            return TagsFound(tags=BLUE)
        if isinstance(command, FindCommandTags):
            return TagsFound(tags=RED)
        assert isinstance(command, CheckAccess)
        if self.wants_tags and command.tags is None:
            raise TagsWanted()
        if self.refuses:
            error = NoPermission()
            error.details = {"AccessDeniedDetail": {"AuthAction": command.action}}
            raise error
        return AccessAllowed()

    @property
    def checks(self) -> list[CheckAccess]:
        return [each for each in self.asked if isinstance(each, CheckAccess)]

    async def check(self, operation: Operation[Any]) -> CheckAccess:
        """The last question."""
        await Asker("acs:ram::1:user/u", region="r", account="1").check(operation, self)  # type: ignore[arg-type]  # of a Requester, it only calls
        return self.checks[-1]


@pytest.mark.parametrize(
    ("group", "resource"), [("g", "acs:ess:r:1:scalinggroup/g"), ("", "acs:ess:r:1:scalinggroup/*")]
)
async def test_what_a_group_has_is_the_groups(group: str, resource: str) -> None:
    """Its owner says which; where nobody knows, it may be any."""
    asked = await Bus(group=group).check(DeleteScalingRule(scaling_rule_id="asr-1"))
    assert asked.resources == [resource]


async def test_both_are_checked_where_both_are_named() -> None:
    """A hook's id wins over the group beside it."""
    changing = ModifyLifecycleHook(lifecycle_hook_id="ash-1", scaling_group_id="mine")
    assert (await Bus().check(changing)).resources == ["acs:ess:r:1:scalinggroup/g"]


async def test_tags_are_looked_for_when_they_count() -> None:
    """And the question is asked once more, with them."""
    starting = StartInstances(region_id="r", instance_ids=["i-1", "i-2"])
    quiet = Bus()
    assert (await quiet.check(starting)).tags is None
    assert len(quiet.asked) == 1
    curious = Bus(wants_tags=True)
    assert (await curious.check(starting)).tags == BLUE
    assert len(curious.asked) == 3


async def test_what_has_no_tags_has_none() -> None:
    """Nobody is asked for them."""
    bus = Bus(wants_tags=True)
    assert (await bus.check(GetEventBus(event_bus_name="default"))).tags == {}
    assert len(bus.asked) == 2


async def test_tags_of_several_owners() -> None:
    """Each is asked for its own; all of them count."""
    running = RunCommand(region_id="r", instance_ids=["i-1"], type="RunShellScript", command_content="x")
    curious = Bus(wants_tags=True)
    assert (await curious.check(running)).tags == BLUE | RED
    assert [type(each) for each in curious.asked[1:3]] == [FindInstanceTags, FindCommandTags]


async def test_tags_of_a_request() -> None:
    """In whichever form an operation takes them; a text that is none gives none."""
    queue = CreateQueue.model_validate({"QueueName": "q", "Tag": [{"Key": "a", "Value": "b"}]})
    found = [(await Bus().check(queue)).facts]
    for text in ('{"a": "b"}', "{", "[]", ""):
        template = CreateTemplate(template_name="T", content="", tags=text)
        found.append((await Bus().check(template)).facts)
    given = [each.get("acs:RequestTag/a") for each in found]
    assert given == ["b", "b", None, None, None]


async def test_ram_is_in_no_region() -> None:
    """Policies of the system are nobody's."""
    assert (await Bus().check(GetUser(user_name="a"))).resources == ["acs:ram::1:user/a"]
    detaching = DetachPolicyFromUser(
        policy_type="System", policy_name="AdministratorAccess", user_name="a"
    )
    assert (await Bus().check(detaching)).resources == [
        "acs:ram::system:policy/AdministratorAccess", "acs:ram::1:user/a",
    ]  # fmt: skip


async def test_what_is_another_products() -> None:
    """Is in the same region, and of the same account."""
    asked = RunInstances(region_id="r", image_id="m-1", v_switch_id="vsw-1")
    assert (await Bus().check(asked)).resources == [
        "acs:ecs:r:1:instance/*", "acs:ecs:r:1:image/m-1", "acs:vpc:r:1:vswitch/vsw-1",
    ]  # fmt: skip


async def test_a_refusal_keeps_its_details() -> None:
    """In the form of the product that is asked."""
    with pytest.raises(ApiError) as caught:
        await Bus(refuses=True).check(StartInstances(region_id="r", instance_ids=["i-1"]))
    assert caught.value.code == "Forbidden.RAM"
    assert caught.value.details == {"AccessDeniedDetail": {"AuthAction": "ecs:StartInstances"}}
