"""The console's tools in a browser: the API explorer, the past, warnings, the flow, long lists.

What a button does is asked of the stack, never of the page.
"""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from alibabacloud_ess20220222 import models as ess
from alibabacloud_oos20190601 import models as oos
from playwright.sync_api import Locator, Page, expect

from scalehook.testing.builders.group import Group
from scalehook.testing.running import RunningStack
from support.browser import Tab
from support.patience import wait_until

MANY = 250  # instances: more than two parts of a list
DOCS = Path(__file__).parents[2] / "docs"
PICTURES = {
    "console": ("en", "light"),
    "console-dark": ("en", "dark"),
    "console-zh": ("zh-CN", "light"),
    "console-zh-dark": ("zh-CN", "dark"),
}
WRITING = os.environ.get("SCREENSHOTS") == "write"
TWO_AT_ONCE = {"Mode": "Concurrency", "MaxErrors": 0, "Concurrency": 2}
RUN_COMMAND = "acs:oos:cn-hangzhou:1234567890123456:template/ACS-ESS-LifeCycleRunCommand"


@pytest.fixture(scope="module")
def group(cloud: RunningStack) -> Group:
    """Two of its instances wait, and a topic with a queue behind it hears of them."""
    topic, queue = cloud.topic("events"), cloud.queue("work")
    topic.subscribe(queue)
    group = cloud.group("web", max_size=1000)
    group.hook("SCALE_OUT", topic, timeout=600, name="boot")
    group.scale_out(2)
    return group


def comes(what: Any) -> None:
    """It is so, soon: a button's request is on its way."""
    wait_until(what, lambda: "the button has had no effect")


def press(page: Page, name: str) -> None:
    """A button, by the keyboard."""
    button = page.get_by_role("button", name=name, exact=True).first
    expect(button).to_have_attribute("aria-disabled", "false")
    button.focus()
    page.keyboard.press("Enter")


def hooks(cloud: RunningStack, group: Group) -> dict[str, Any]:
    """By name, as the cloud describes them."""
    asked = ess.DescribeLifecycleHooksRequest(region_id=cloud.region, scaling_group_id=group.id)
    found = cloud.clients.ess.describe_lifecycle_hooks(asked).body.lifecycle_hooks
    return {hook.lifecycle_hook_name: hook for hook in found}


@pytest.mark.parametrize("look", PICTURES, ids=str)
def test_the_pictures_of_the_documents(look: str, cloud: RunningStack, group: Group, tab: Tab) -> None:
    """`SCREENSHOTS=write pytest tests/e2e/test_console_tools.py` makes them anew: in both languages,
    light and dark.
    """
    language, shade = PICTURES[look]
    page = tab.show("overview")
    page.locator("header select").nth(0).select_option(language)
    page.locator("header select").nth(1).select_option(shade)
    expect(page.locator("html")).to_have_attribute("data-theme", shade)
    expect(page.locator("h1")).to_have_text("Overview" if language == "en" else "总览")
    expect(page.locator("[data-wait] button.primary").first).to_be_visible()
    picture = DOCS / f"{look}.png"
    if WRITING:
        page.screenshot(path=picture)
    page.locator("header select").nth(0).select_option("en")
    page.locator("header select").nth(1).select_option("light")
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_a_call_from_its_form(cloud: RunningStack, group: Group, tab: Tab) -> None:
    """What is typed is sent; what must be asked for is asked for once; what was sent is kept. The
    operations of another product are there when it is opened, or when one of them is looked for.
    """
    page = tab.show("api/Ess/CreateLifecycleHook")
    other = page.get_by_role("link", name="AssumeRole", exact=True)
    expect(other).to_have_count(0)
    page.get_by_text("Sts (2)", exact=True).click()
    expect(other).to_be_visible()
    page.get_by_text("Sts (2)", exact=True).click()
    expect(other).to_have_count(0)
    find = page.get_by_label("Find an operation")
    find.fill("assumerole")
    expect(other).to_be_visible()
    find.fill("")
    page.get_by_label("ScalingGroupId", exact=True).fill(group.id)
    page.get_by_label("LifecycleHookName", exact=True).fill("typed")
    page.get_by_label("LifecycleTransition", exact=True).select_option("SCALE_IN")
    page.get_by_label("HeartbeatTimeout", exact=True).fill("90")
    expect(page.get_by_role("button", name="Send", exact=True)).to_have_attribute(
        "aria-disabled", "false"
    )
    page.keyboard.press("Control+Enter")
    comes(lambda: "typed" in hooks(cloud, group))
    assert hooks(cloud, group)["typed"].heartbeat_timeout == 90
    expect(page.get_by_role("tabpanel")).to_contain_text("LifecycleHookId")
    page.get_by_text("Earlier calls (1)").click()
    page.get_by_label("LifecycleHookName", exact=True).fill("again")
    page.get_by_role("button", name="CreateLifecycleHook", exact=True).click()
    expect(page.get_by_label("LifecycleHookName", exact=True)).to_have_value("typed")
    page = tab.show("api/Ess/DeleteLifecycleHook")
    page.get_by_label("LifecycleHookId", exact=True).fill(hooks(cloud, group)["typed"].lifecycle_hook_id)
    page.get_by_role("button", name="Send …").click()
    press(page, "Send it")
    comes(lambda: "typed" not in hooks(cloud, group))


def test_a_refusal_in_the_explorer(tab: Tab) -> None:
    """Nothing is checked in the page: the cloud's own code is shown."""
    page = tab.show("api/Ess/CreateLifecycleHook")
    page.get_by_label("HeartbeatTimeout", exact=True).fill("many")
    press(page, "Send")
    expect(page.get_by_role("tabpanel")).to_contain_text("InvalidParamter")


def test_lists_and_structures_of_a_form(tab: Tab) -> None:
    """Rows are added and taken away; the same is there as JSON, and goes both ways."""
    page = tab.show("api/Ess/CreateScalingGroup")
    page.get_by_role("button", name="Add to Tags").click()
    page.get_by_label("Tags 1.Key").fill("team")
    page.get_by_role("button", name="JSON", exact=True).click()
    box = page.get_by_label("JSON", exact=True).last
    assert json.loads(box.input_value()) == {"Tags": [{"Key": "team"}]}
    box.fill('{"Tags": [{"Key": "a", "Value": "b"}, {"Key": "c"}]}')
    page.get_by_role("button", name="JSON", exact=True).click()
    expect(page.get_by_label("Tags 1.Value")).to_have_value("b")
    page.get_by_role("button", name="Remove Tags 2").click()
    expect(page.get_by_label("Tags 2.Key")).to_have_count(0)
    page.get_by_role("button", name="Only required").click()
    expect(page.get_by_label("Tags 1.Key")).to_have_count(0)
    page.get_by_label("Find an operation").fill("heartbeat")
    expect(page.get_by_role("link", name="RecordLifecycleActionHeartbeat")).to_be_visible()


def test_code_with_what_is_typed(tab: Tab) -> None:
    """In each language, copied with one click."""
    page = tab.show("api/MNS/SendMessage")
    page.get_by_label("QueueName", exact=True).fill("orders")
    for language, word in (
        ("Python", "import"),
        ("Node", "require"),
        ("Go", "package main"),
        ("Java", "public class"),
        ("aliyun", "curl"),
        ("curl", "openssl"),
    ):
        page.get_by_role("tab", name=language, exact=True).click()
        code = page.get_by_role("region", name="Code")
        expect(code).to_contain_text(word)
        expect(code).to_contain_text("/queues/orders/messages")
    copied = code.inner_text()
    press_plain(page, "Copy")
    expect(page.get_by_role("status").last).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()").strip() == copied.strip()


def press_plain(page: Page | Locator, name: str) -> None:
    """A button that changes nothing of the stack."""
    page.get_by_role("button", name=name, exact=True).first.click()


def test_what_is_signed(tab: Tab) -> None:
    """Each step is shown, without sending; the first difference from another program's text is named."""
    page = tab.show("api/CS/DescribeTaskInfo")
    page.get_by_label("TaskId").fill("T-1")
    page.get_by_role("tab", name="Sign").click()
    press(page, "Sign, do not send")
    text = page.locator("[data-step=string_to_sign]").inner_text()
    assert text.startswith("ACS3-HMAC-SHA256")
    assert "GET\n/tasks/T-1" in page.locator("[data-step=canonical_request]").inner_text()
    page.get_by_label("The string to sign of another program").fill(text[:5] + "x" + text[6:])
    expect(page.get_by_role("tabpanel")).to_contain_text("The first difference is at character 6")


def test_the_past(cloud: RunningStack, group: Group, tab: Tab) -> None:
    """All pages show it, nothing can be changed in it, and one comes back to now."""
    page = tab.show("clock")
    slider = page.get_by_role("slider")
    slider.focus()
    page.keyboard.press("Home")
    expect(page.locator(".past")).to_be_visible()
    expect(page.get_by_role("button", name="+1 h", exact=True)).to_have_attribute(
        "aria-disabled", "true"
    )
    page = tab.show("overview")
    expect(page.get_by_text("No scaling group yet")).to_be_visible()
    expect(page.get_by_role("region", name="First steps").get_by_role("link")).to_have_count(2)
    expect(page).to_have_url(re.compile("at="))
    tab.accessible()
    press_plain(page, "Back to now")
    expect(page.get_by_role("link", name="web", exact=True).first).to_be_visible()
    expect(page).not_to_have_url(re.compile("at="))
    page = tab.show("clock")
    page.get_by_role("slider").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Shift+ArrowLeft")
    press_plain(page, "Back to now")
    expect(page.locator(".past")).to_have_count(0)


def test_a_warning_is_changed_away(cloud: RunningStack, group: Group, tab: Tab) -> None:
    """By the call that it names; one that is muted is not shown, and can be."""
    cloud.clients.ess.create_lifecycle_hook(
        ess.CreateLifecycleHookRequest(
            scaling_group_id=group.id,
            lifecycle_hook_name="slow",
            lifecycle_transition="SCALE_IN",
            heartbeat_timeout=300,
            notification_arn=RUN_COMMAND,
            notification_metadata='{"commandContent": "true", "timeout": 900}',
        )
    )
    page = tab.show(f"groups/{group.id}?tab=hooks")
    row = page.get_by_role("row").filter(has_text="boot")
    expect(row.filter(has_text="sent")).to_have_count(1)
    page.get_by_role("row").filter(has_text="slow").get_by_role("link", name="▲").click()
    expect(page.get_by_role("article").first).to_contain_text("slow")
    expect(page.get_by_role("article").filter(has_text="boot")).to_have_count(0)
    page = tab.show("warnings")
    page.get_by_role("link", name="Open in the API explorer").first.click()
    expect(page.get_by_label("HeartbeatTimeout", exact=True)).to_have_value("1350")
    page = tab.show("warnings")
    press(page, "Change it: Script may outlast the wait slow")
    comes(lambda: hooks(cloud, group)["slow"].heartbeat_timeout == 1350)
    expect(
        page.get_by_role("listitem").filter(has_text="Script may outlast the wait slow")
    ).to_be_visible()
    page.get_by_label("Kind").select_option("trust")
    expect(page.get_by_role("article")).to_have_count(1)
    article = page.get_by_role("article").filter(has_text="does not trust OOS")
    expect(article).to_contain_text("seen since 20")
    article.get_by_role("button", name="Mute").click()
    expect(article).to_have_count(0)
    page.get_by_role("button", name="Show muted ones (1)").click()
    expect(article).to_have_count(1)


def test_the_flow(cloud: RunningStack, group: Group, tab: Tab) -> None:
    """A message is a dot on its way, and a click on it shows the message; so does a list."""
    page = tab.show("flow")
    expect(page.locator("svg .box").first).to_be_visible()
    row = page.get_by_role("row").filter(has_text="topic events").filter(has_text="queue work")
    expect(row.first).to_be_visible()
    kinds = page.get_by_role("group", name="Shown:")
    press_plain(kinds, "topic")
    expect(row).to_have_count(0)
    expect(kinds.get_by_role("button", name="topic")).to_have_attribute("aria-pressed", "false")
    press_plain(kinds, "topic")
    expect(row.first).to_be_visible()
    last = page.get_by_role("region", name="Last messages").get_by_role("row")
    expect(last.filter(has_text="notification").first).to_be_visible()
    messages = last.count()
    page.get_by_label("Find a message").fill("lifecycle action")
    page.get_by_label("Find a message").press("Enter")
    expect(last.filter(has_text="notification")).to_have_count(0)
    comes(lambda: 1 < last.count() < messages)
    page = tab.show("flow")
    press_plain(page, "20 times slower")
    cloud.queue("lonely").send("hello")
    dot = page.locator("svg .dot").first
    expect(dot).to_be_visible()
    dot.dispatch_event("click")
    expect(page.get_by_role("heading", level=1)).to_have_text("Queue lonely")
    page = tab.show("flow")
    press_plain(page, "Pause")
    cloud.queue("lonely").send("again")
    expect(page.get_by_role("row").filter(has_text="queue lonely").first).to_contain_text("2")
    assert page.locator("svg .dot").count() == 0


def test_a_long_list(cloud: RunningStack, tab: Tab) -> None:
    """A few rows are there, whatever its length; keys go anywhere, chosen rows are changed at once."""
    many = cloud.group("many", max_size=1000)
    many.scale(MANY)
    cloud.advance(60)
    page = tab.show(f"groups/{many.id}")
    expect(page.locator(f"[data-total='{MANY}']")).to_be_visible()
    grid = page.get_by_role("grid")
    assert grid.get_attribute("aria-rowcount") == str(MANY + 1)
    page.locator("[data-index='0']").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Space")
    expect(page.get_by_text("3 chosen")).to_be_visible()
    press(page, "Protect")
    comes(lambda: many.states.count("Protected") == 3)
    expect(page.get_by_text("0 chosen")).to_be_visible()  # the page has been answered, too
    page.locator("[data-index='2']").focus()
    page.keyboard.press("End")
    last = page.locator(f"[data-index='{MANY - 1}']")
    expect(last).to_be_focused()
    expect(last).to_contain_text("InService")
    assert page.locator("[role=grid] [data-row]").count() < 80
    tab.accessible()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Remove …").click()
    press(page, "Remove them")
    comes(lambda: len(many.instances) == MANY - 1)
    page.get_by_label("State", exact=True).select_option("Protected")
    expect(page.locator("[data-total='3']")).to_be_visible()
    expect(page.get_by_text(f"3 of {MANY - 1} shown · updated")).to_be_visible()
    page.get_by_label("Health", exact=True).select_option("Unhealthy")
    expect(page.get_by_text("No instance is like that.")).to_be_visible()
    kept = f"/groups/{many.id}?tab=instances&state=Protected&health=Unhealthy"
    expect(page).to_have_url(re.compile(f"{re.escape(kept)}$"))


def test_scaling_a_group(cloud: RunningStack, tab: Tab) -> None:
    """By so many instances; and it is disabled, and enabled again."""
    small = cloud.group("small", max_size=5)
    page = tab.show(f"groups/{small.id}")
    page.get_by_label("Instances more (or less)").fill("2")
    press(page, "Scale")
    comes(lambda: len(small.instances) == 2)
    press(page, "Disable the group")
    expect(page.get_by_role("button", name="Enable the group", exact=True)).to_be_visible()
    press(page, "Enable the group")
    expect(page.get_by_role("button", name="Disable the group", exact=True)).to_be_visible()
    cloud.advance(60)
    (first, _) = [each.instance_id for each in small.instances]
    page.locator(f"[data-row]:has([data-id={first}])").press("Space")
    press(page, "Detach")
    comes(lambda: len(small.instances) == 1)
    page.get_by_label("Instances to attach").fill(first)
    press(page, "Attach")
    comes(lambda: small.states == ["InService", "InService"])
    graph = page.get_by_role("region", name="Capacity over time")
    expect(graph.get_by_role("img", name="instances: 2 now, at most 2")).to_be_visible()
    graph.get_by_text("As a table").click()
    latest = graph.get_by_role("region", name="instances").get_by_role("row").nth(1)
    expect(latest.get_by_role("cell").nth(1)).to_have_text("2")
    tab.accessible()


def test_what_a_group_does_by_itself(cloud: RunningStack, tab: Tab) -> None:
    """A rule is executed, a process is suspended and resumed; how far an activity is, is a bar."""
    ruled = cloud.group("ruled", max_size=5)
    asked = ess.CreateScalingRuleRequest(
        region_id=cloud.region,
        scaling_group_id=ruled.id,
        scaling_rule_name="two-more",
        adjustment_type="QuantityChangeInCapacity",
        adjustment_value=2,
    )
    cloud.clients.ess.create_scaling_rule(asked)
    page = tab.show(f"groups/{ruled.id}?tab=rules")
    expect(page.get_by_role("cell", name="QuantityChangeInCapacity +2")).to_be_visible()
    press(page, "Execute two-more")
    comes(lambda: len(ruled.instances) == 2)
    page = tab.show(f"groups/{ruled.id}?tab=settings")
    press(page, "Suspend ScaleOut")
    comes(lambda: list(ruled.view.suspended_processes) == ["ScaleOut"])
    press(page, "Resume ScaleOut")
    comes(lambda: list(ruled.view.suspended_processes) == [])
    page = tab.show(f"groups/{ruled.id}?tab=activities")
    bar = page.get_by_role("progressbar")
    expect(bar).to_have_attribute("value", str(ruled.activities[0].view.progress))


def test_rows_that_come_above_do_not_move_what_is_read(cloud: RunningStack, tab: Tab) -> None:
    """They are counted, and one press goes to them; the whole list is copied, though a part is there."""
    often = cloud.group("often", max_size=200)

    def act(times: int) -> None:
        for _ in range(times):
            often.scale(1)
            cloud.advance(5)

    act(30)
    page = tab.show(f"groups/{often.id}?tab=activities")
    expect(page.locator("[data-total='30']")).to_be_visible()
    page.locator("[data-index='0']").press("End")
    read = page.locator("[data-row]:focus")
    expect(read).to_have_attribute("data-index", "29")
    first = str(read.locator("[data-id]").get_attribute("data-id"))
    before = read.bounding_box()
    act(3)
    expect(read).to_have_attribute("data-index", "32")
    assert read.locator("[data-id]").get_attribute("data-id") == first
    comes(lambda: read.bounding_box() == before)
    press_plain(page, "Copy all as JSON: Activities")
    expect(page.get_by_role("status").last).to_have_text("Copied.")
    copied = json.loads(page.evaluate("navigator.clipboard.readText()"))
    assert [len(copied), copied[-1]["scaling_activity_id"]] == [33, first]
    press_plain(page, "Copy all as CSV: Activities")
    comes(lambda: page.evaluate("navigator.clipboard.readText()").count("\r\n") == 33)
    press_plain(page, "3 new ↑")
    expect(page.locator("[data-index='0']")).to_be_visible()
    expect(page.get_by_role("button", name="3 new ↑")).to_have_count(0)


def test_an_execution_that_asks(cloud: RunningStack, tab: Tab) -> None:
    """A loop says how far it is, a call is shown with its answer, and somebody approves the rest."""
    tasks = [
        {"Name": "rest", "Action": "ACS::Sleep", "Properties": {"Duration": "PT1M"},
         "Loop": {"Items": ["a", "b", "c"], "RateControl": TWO_AT_ONCE}},
        {"Name": "look", "Action": "ACS::ExecuteAPI",
         "Properties": {"Service": "ESS", "API": "DescribeRegions", "Parameters": {}}},
        {"Name": "ask", "Action": "ACS::Approve", "Properties": {}},
    ]  # fmt: skip
    content = json.dumps({"FormatVersion": "OOS-2019-06-01", "Tasks": tasks})
    created = oos.CreateTemplateRequest(template_name="asks", content=content)
    cloud.clients.oos.create_template(created)
    execution = cloud.execution("asks")
    cloud.advance(60)
    page = tab.show(f"executions/{execution.id}")
    expect(page.get_by_role("progressbar", name="rest: 2 of 3 done")).to_be_visible()
    way = page.get_by_role("list", name="The way through the template").get_by_role("listitem")
    expect(way).to_have_text(re.compile("rest .*Running.* 2 of 3 done"))
    page.get_by_text("Runs (3)", exact=True).click()
    expect(page.get_by_role("region", name="rest: Runs (3)").get_by_role("row")).to_have_count(4)
    cloud.advance(60)
    called = page.get_by_role("region", name="Calls made").get_by_role("row").nth(1)
    expect(called).to_contain_text("Success")
    expect(page.get_by_role("heading", name="It waits for somebody")).to_be_visible()
    tab.accessible()
    press(page, "Approve ask")
    comes(lambda: execution.status == "Success")
    called.get_by_role("link", name="ESS DescribeRegions").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("DescribeRegions")
    page = tab.show("executions?template=other")
    expect(page.get_by_text("None is like that.")).to_be_visible()
    page.get_by_label("State", exact=True).select_option("Success")
    page.get_by_label("Template", exact=True).fill("asks")
    page.get_by_label("Template", exact=True).press("Enter")
    expect(page.get_by_role("link", name=re.compile("exec-"))).to_have_count(1)
    expect(page).to_have_url(re.compile(r"#/executions\?status=Success&template=asks$"))
    graph = page.get_by_role("region", name="Executions by result")
    expect(graph.get_by_role("img", name="Success: 1 now, at most 1")).to_be_visible()


def test_a_timeline_in_all_its_forms(cloud: RunningStack, group: Group, tab: Tab) -> None:
    """As a tree with a chart that is zoomed by keys, in lanes, as raw events, and as files."""
    token = group.waiting[0].token
    page = tab.show(f"timeline/{token}")
    page.locator("[role=row][tabindex='0']").focus()
    before = page.locator(".axis .last").inner_text()
    page.keyboard.press("+")
    expect(page.locator(".axis .last")).not_to_have_text(before)
    page.keyboard.press("0")
    expect(page.locator(".axis .last")).to_have_text(before)
    page.keyboard.press("z")
    press_plain(page, "All of it")
    rows = page.get_by_role("row").count()
    page.locator("[role=row][aria-level='3']").last.focus()
    expect(page.locator(".arrows .cause")).to_have_count(2)  # to the activity, and what it came of
    chosen = page.get_by_role("region", name="The chosen row")
    expect(chosen).to_contain_text("notification")
    press_plain(chosen, "Its events")
    expect(chosen.locator("pre")).to_contain_text("notification_dispatcher.notification_sent")
    page.locator("[role=row][aria-selected=true]").focus()
    page.keyboard.press("f")
    expect(page.get_by_text("Only what came of:")).to_be_visible()
    assert page.get_by_role("row").count() < rows
    press_plain(page, "Show all of it")
    expect(page.get_by_role("row")).to_have_count(rows)
    page.locator("[role=row][aria-selected=true]").focus()
    page.keyboard.press("+")
    shown = page.locator(".minimap .shown")
    expect(shown).not_to_have_attribute("width", "120")
    begins = str(shown.get_attribute("x"))
    page.keyboard.press("Shift+ArrowRight")
    expect(shown).not_to_have_attribute("x", begins)
    press_plain(page, "All of it")
    expect(shown).to_have_attribute("width", "120")
    press_plain(page, "Fold waits")
    for form, begins in (("json", "["), ("mermaid", "sequenceDiagram"), ("html", "<!doctype")):
        with page.expect_download() as download:
            press_plain(page, f"Export {form}")
        assert Path(download.value.path()).read_text().startswith(begins)
    page.get_by_role("link", name="Lanes").click()
    expect(page.get_by_role("region", name="Lanes")).to_be_visible()
    page.get_by_role("link", name="Raw").click()
    expect(page.locator("pre")).to_contain_text("scaling_controller.lifecycle_action_started")


def test_the_ticker(cloud: RunningStack, tab: Tab) -> None:
    """The last events come by themselves, until they are held."""
    page = tab.show("overview")
    events = page.get_by_role("region", name="Last events")
    cloud.queue("ticks")
    expect(events.get_by_role("row").nth(1)).to_contain_text("message_service.queue_created")
    press_plain(page, "Pause")
    cloud.queue("ticks").send("x")
    expect(page.get_by_role("link", name="ticks")).to_be_visible()
    expect(events.get_by_role("row").nth(1)).to_contain_text("queue_created")
    press_plain(page, "Pause")
    expect(events.get_by_role("row").nth(1)).to_contain_text("message_enqueued")
