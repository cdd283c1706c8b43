"""AutoPaging: a task sees all pages of a list as one answer; and calls by method and path."""

import asyncio
from typing import Any

import pytest

from scalehook.kit import Outside
from scalehook.template_engine.effects import call_api
from scalehook.template_engine.settings import Settings
from scalehook_contracts.fleet.instance_listing import InstancePage
from scalehook_contracts.scaling_controller.group_views import ScalingGroupPage
from scalehook_contracts.scaling_controller.groups import DescribeScalingGroups
from scalehook_contracts.template_engine.action_listing import ActionList, ActionView, ListActions
from scalehook_contracts.template_engine.tasks import CallApi, RecordApiAnswer
from support.orchestra import Orchestra

EMPTY_PAGE = {"TotalCount": 25, "PageSize": 10}


class Pages:
    """Answers with pages of actions by token, or of no groups by number; notes what it is asked."""

    def __init__(self, pages: int) -> None:
        self.pages = pages
        self.asked: list[str] = []
        self.ids: list[str] = []

    async def call(self, operation: Any, *, message_id: str = "", **_: Any) -> Any:
        """One page."""
        self.ids.append(message_id)
        if isinstance(operation, DescribeScalingGroups):
            self.asked.append(str(operation.page_number))
            page = EMPTY_PAGE | {"PageNumber": operation.page_number, "ScalingGroups": []}
            return ScalingGroupPage.model_validate(page)
        assert isinstance(operation, ListActions)
        self.asked.append(operation.next_token)
        number = int(operation.next_token or 1)
        token = str(number + 1) if number < self.pages else ""
        action = ActionView(action_type="t", oos_action_name=f"a{number}")
        return ActionList(actions=[action], max_results=10, next_token=token)


def called(
    pages: Pages, service: str, api: str, paging: bool = True, **parameters: Any
) -> RecordApiAnswer:
    """What the task gets."""
    intent = CallApi(
        task_execution_id="t",
        execution_id="e",
        ram_role="",
        caller="root",
        service=service,
        api=api,
        parameters=parameters,
        auto_paging=paging,
    )
    outside = Outside(pages, Settings(), "key", "flow")  # type: ignore[arg-type]  # all that is asked
    return asyncio.run(call_api(intent, outside))


def names(answer: RecordApiAnswer) -> list[Any]:
    """Of the actions in an answer."""
    actions: Any = answer.body["Actions"]
    return [action["OOSActionName"] for action in actions]


def test_pages_by_token() -> None:
    """All items, in order, no token left; each page is a message of its own."""
    pages = Pages(3)
    answer = called(pages, "OOS", "ListActions")
    assert (names(answer), pages.asked) == (["a1", "a2", "a3"], ["", "2", "3"])
    assert (answer.body["NextToken"], len(set(pages.ids))) == ("", 3)


def test_pages_by_number() -> None:
    """As many as the total needs."""
    pages = Pages(0)
    called(pages, "ESS", "DescribeScalingGroups", RegionId="r")
    assert pages.asked == ["1", "2", "3"]


class BothWays:
    """Answers with three pages by token, each of which says that it is the first by number."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def call(self, operation: Any, **_: Any) -> Any:
        """One page."""
        self.asked.append(operation.next_token)
        token = str(len(self.asked)) if len(self.asked) < 3 else ""
        said = {"PageNumber": 1, "PageSize": 1, "TotalCount": 3, "NextToken": token}
        return InstancePage.model_validate({**said, "Instances": []})


def test_pages_by_token_that_have_a_number_too() -> None:
    """End with the last token."""
    pages: Any = BothWays()
    answer = called(pages, "ECS", "DescribeInstances", RegionId="r", MaxResults=1)
    assert (answer.error_message, pages.asked) == ("", ["", "1", "2"])


@pytest.mark.parametrize(
    ("paging", "parameters", "found"),
    [
        (False, {}, ["a1"]),
        (True, {"NextToken": "2"}, ["a2"]),
        (True, {"nexttoken": ""}, ["a1", "a2", "a3"]),
    ],
)
def test_one_page_alone(paging: bool, parameters: Any, found: list[str]) -> None:
    """Where the task wants no more, or names the page."""
    assert names(called(Pages(3), "OOS", "ListActions", paging, **parameters)) == found


def test_pages_without_end() -> None:
    """A hundred are taken; then the task fails, and says why."""
    pages = Pages(10_000)
    answer = called(pages, "OOS", "ListActions")
    assert answer.error_code == "InvalidParameter"
    assert "100 pages" in answer.error_message
    assert len(pages.asked) == 101


@pytest.mark.parametrize(("given", "paging"), [("", True), ("AutoPaging: false,", False)])
def test_what_a_template_says(given: str, paging: bool) -> None:
    """All pages, unless it says otherwise."""
    # proves: AutoPaging
    oos = Orchestra()
    properties = f"{given} Service: ESS, API: X"
    oos.template(f"Tasks: [{{Name: t, Action: 'ACS::ExecuteAPI', Properties: {{{properties}}}}}]")
    oos.start()
    assert oos.calls()[0].auto_paging is paging


def test_a_call_by_method_and_path() -> None:
    """The API's name decides; the body's fields are parameters."""
    # proves: URI, Body
    oos = Orchestra()
    properties = "Service: ESS, API: X, Method: POST, URI: /x, Body: {a: 1}, Parameters: {b: 2}"
    oos.template(f"Tasks: [{{Name: t, Action: 'ACS::ExecuteAPI', Properties: {{{properties}}}}}]")
    oos.start()
    assert oos.calls()[0].parameters == {"a": 1, "b": 2}


@pytest.mark.parametrize(
    ("properties", "why"),
    [
        ("Service: CS, Method: GET, URI: /clusters", "/clusters of CS is not simulated"),
        ("Service: ESS, API: X, Body: text", "Body must be an object"),
        ("Service: ESS, API: X, AutoPaging: maybe", "AutoPaging must be true or false"),
        ("Service: ESS", "Service, API and Parameters must be given"),
    ],
)
def test_calls_that_cannot_be_made(properties: str, why: str) -> None:
    """The task fails, and says why."""
    oos = Orchestra()
    oos.template(f"Tasks: [{{Name: t, Action: 'ACS::ExecuteAPI', Properties: {{{properties}}}}}]")
    status, message = oos.status(oos.start())
    assert status == "Failed" and why in message


def test_a_path_that_is_there_no_more_than_its_api() -> None:
    """The answer of an API that is not there."""
    assert called(Pages(1), "CS", "DescribeClusters").error_code == "InvalidAction.NotFound"


def test_calls_without_a_region() -> None:
    """Are made in the region of the stack, each page of them."""
    pages = Pages(1)
    answer = called(pages, "ESS", "DescribeScalingGroups", PageSize=10)
    assert (answer.error_code, pages.asked) == ("", ["1", "2", "3"])
