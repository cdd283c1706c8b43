"""Which instances a command is for, and pages of what came of it."""

from typing import Any

import pytest

from scalehook_contracts.errors import ApiError
from scalehook_contracts.fleet.base import InstanceTag
from scalehook_contracts.fleet.instances import InstanceChanged, InstanceReleased, InstanceTagged
from scalehook_contracts.script_runner.agents import DescribeCloudAssistantStatus
from scalehook_contracts.script_runner.base import AssistantTag
from scalehook_contracts.script_runner.commands import RunCommand
from scalehook_contracts.script_runner.invocations import DescribeInvocations
from scalehook_contracts.script_runner.runs import RunScript
from support.answers import answer
from support.assistant import REGION, Assistant


@pytest.fixture
def assistant() -> Assistant:
    """Two running instances, and one of a group with tags."""
    assistant = Assistant()
    tags = [InstanceTag(key="role", value="web"), InstanceTag(key="acs:autoscaling:x", value="asg")]
    assistant.create("i-web", tags=tags, resource_group_id="rg-web", instance_name="w")
    return assistant


def chosen(assistant: Assistant, *tags: tuple[str, str], **more: Any) -> list[str]:
    """The instances that a command with these tags runs on."""
    given = [AssistantTag(key=key, value=value) for key, value in tags]
    command = RunCommand(
        region_id=REGION, type="RunShellScript", command_content="x", resource_tags=given, **more
    )
    invoke_id = answer(assistant, command).invoke_id
    return [each.instance_id for each in assistant.invocation(invoke_id).invoke_instances]


def test_by_tags(assistant: Assistant) -> None:
    """All of them, by key and value or by key alone; as they are now, those of the cloud too."""
    assert chosen(assistant, ("role", "web")) == ["i-web"]
    assert chosen(assistant, ("acs:autoscaling:x", "")) == ["i-web"]
    for name in ("i-1", "i-web"):
        assistant.tell(InstanceTagged(instance_id=name, tags=[InstanceTag(key="role", value="db")]))
    assert chosen(assistant, ("role", "db")) == ["i-1", "i-web"]
    assistant.tell(InstanceReleased(instance_id="i-web"))
    assistant.tell(InstanceTagged(instance_id="i-web", tags=[InstanceTag(key="role", value="db")]))
    assert chosen(assistant, ("role", "")) == ["i-1"]


@pytest.mark.parametrize(
    ("tags", "more", "code"),
    [
        ([("role", "db")], {}, "InvalidResourceTag.InstanceNotFound"),
        ([("role", "web"), ("other", "")], {}, "InvalidResourceTag.InstanceNotFound"),
        ([("role", "web")], {"instance_ids": ["i-1"]}, "InvalidResourceTag.ConflictWithInstanceIds"),
        ([("", "web")], {}, "MissingParameter.ResourceTagKey"),
        ([("k" * 65, "")], {}, "InvalidResourceTagKey.Malformed"),
        ([("k", "v" * 129)], {}, "InvalidResourceTagValue.Malformed"),
        ([("k", ""), ("k", "v")], {}, "Duplicate.ResourceTagKey"),
        ([(f"k{n}", "") for n in range(21)], {}, "NumberExceed.ResourceTags"),
    ],
)
def test_tags_that_are_refused(assistant: Assistant, tags: Any, more: Any, code: str) -> None:
    """With their documented codes."""
    with pytest.raises(ApiError) as caught:
        chosen(assistant, *tags, **more)
    assert caught.value.code == code


def test_more_than_a_command_may_have(assistant: Assistant) -> None:
    """Tags may find too many instances."""
    for number in range(101):
        assistant.create(f"i-n{number}", tags=[InstanceTag(key="many", value="")])
    with pytest.raises(ApiError) as caught:
        chosen(assistant, ("many", ""))
    assert caught.value.code == "InstanceIds.ExceedLimit"


def test_resource_groups(assistant: Assistant) -> None:
    """An instance of another group is not found; one of none can be in any."""
    assert assistant.begin("i-1", "i-web", resource_group_id="rg-web")
    with pytest.raises(ApiError) as caught:
        assistant.begin("i-1", "i-web", resource_group_id="rg-other")
    assert caught.value.code == "InvalidInstance.NotFound"
    asked = DescribeInvocations(region_id=REGION, resource_group_id="rg-web")
    assert assistant.ask(asked).total_count == 1


def test_the_name_of_an_instance(assistant: Assistant) -> None:
    """Is a built-in parameter: the one that it has now."""
    renamed = InstanceChanged(instance_id="i-1", attributes={"instance_name": "new"})
    assistant.tell(renamed)
    assistant.tell(InstanceChanged(instance_id="i-1", attributes={"description": "d"}))
    assistant.begin(command_content="{{ ACS::InstanceName }}", enable_parameter=True)
    [intent] = assistant.intents(RunScript)
    assert (intent.script, intent.guest.instance_name) == ("new", "new")


def pages(assistant: Assistant, **more: Any) -> list[str]:
    asked = DescribeInvocations(region_id=REGION, **more)
    return [each.invoke_id for each in assistant.ask(asked).invocations]


def test_pages_by_tokens(assistant: Assistant) -> None:
    """What comes in the meantime moves no page; the last one has no token."""
    made = [assistant.begin() for _ in range(5)]
    first = assistant.ask(DescribeInvocations(region_id=REGION, max_results=2))
    made.append(assistant.begin())
    second = DescribeInvocations(region_id=REGION, max_results=2, next_token=first.next_token)
    last = assistant.ask(second).next_token
    seen = [
        *(each.invoke_id for each in first.invocations),
        *(each.invoke_id for each in assistant.ask(second).invocations),
        *pages(assistant, max_results=2, next_token=last),
    ]
    assert seen == made[4::-1]
    end = DescribeInvocations(region_id=REGION, next_token=last)
    assert assistant.ask(end).next_token == ""


def test_pages_by_numbers(assistant: Assistant) -> None:
    """Have a token, too; a page behind the last is empty."""
    made = [assistant.begin() for _ in range(3)]
    page = assistant.ask(DescribeInvocations(region_id=REGION, page_number=2, page_size=2))
    assert [each.invoke_id for each in page.invocations] == made[:1]
    assert (page.page_number, page.page_size, page.total_count, page.next_token) == (2, 2, 3, "")
    assert pages(assistant, page_number=2**31 - 1, page_size=50) == []


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"page_number": 0}, "InvalidParam.PageNumber"),
        ({"page_number": 2**31}, "InvalidParam.PageNumber"),
        ({"page_size": 0}, "InvalidParam.PageSize"),
        ({"page_size": 51}, "InvalidParam.PageSize"),
        ({"max_results": 0}, "InvalidParameter.MaxResults"),
        ({"max_results": 51}, "InvalidParameter.MaxResults"),
        ({"next_token": "-1"}, "InvalidParameter.NextToken"),
        ({"next_token": "²"}, "InvalidParameter.NextToken"),
        ({"next_token": "9" * 10}, "InvalidParameter.NextToken"),
        ({"tags": [AssistantTag(key="")]}, "MissingParameter.TagKey"),
        ({"include_output": True}, "MissingInvokeId"),
        ({"region_id": "Hangzhou"}, "InvalidRegionId.NotFound"),
    ],
)
def test_pages_that_are_refused(assistant: Assistant, more: Any, code: str) -> None:
    """With their documented codes."""
    with pytest.raises(ApiError) as caught:
        assistant.ask(DescribeInvocations.model_validate({"region_id": REGION, **more}))
    assert caught.value.code == code


def test_agents(assistant: Assistant) -> None:
    """Tell whether their instances run, and what was invoked there."""
    first, _ = assistant.begin("i-1"), assistant.begin("i-1", "i-2")
    assistant.end(first)

    def told(**more: Any) -> list[tuple[str, str, int, int]]:
        page = assistant.ask(DescribeCloudAssistantStatus(region_id=REGION, **more))
        return [
            (
                each.instance_id,
                each.cloud_assistant_status,
                each.active_task_count,
                each.invocation_count,
            )
            for each in page.instance_cloud_assistant_status_set
        ]

    everybody = [("i-web", "false", 0, 0), ("i-2", "true", 1, 1), ("i-1", "true", 1, 2)]
    assert told() == told(os_type="linux") == everybody
    assert told(instance_ids=["i-1", "i-web"]) == [everybody[2], everybody[0]]
    assert told(max_results=1) == everybody[:1]
    assert told(os_type="Windows") == told(os_type="FreeBSD") == []
    for more, code in (
        ({"instance_ids": ["i-none"]}, "InvalidInstance.NotFound"),
        ({"instance_ids": ["i-1"] * 101}, "InstanceIds.ExceedLimit"),
        ({"instance_ids": ["i-1"], "region_id": "cn-beijing"}, "InvalidInstance.NotFound"),
    ):
        with pytest.raises(ApiError) as caught:
            asked = {"region_id": REGION, **more}
            assistant.ask(DescribeCloudAssistantStatus.model_validate(asked))
        assert caught.value.code == code
