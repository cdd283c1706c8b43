"""The console in a browser: every page, every button, by whoever sees it and by whoever does not.

What a button does is asked of the stack, never of the page.
"""

import base64
import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from scalehook.kit.dead_letters import DeadLetter
from scalehook.testing.builders.execution import Execution
from scalehook.testing.running import RunningStack, running_stack
from support.browser import Tab
from support.console import some_of_everything, waiting_group
from support.http import HTTP
from support.patience import wait_until

SLOW = 0.001  # time passes when a test moves it


@pytest.fixture(scope="module")
def cloud() -> Iterator[RunningStack]:
    """A stack with some of everything, in which two instances wait."""
    with running_stack(speed=SLOW) as stack:
        some_of_everything(stack)
        yield stack


@pytest.fixture(scope="module")
def execution(cloud: RunningStack) -> Execution:
    """One that sleeps."""
    return cloud.execution("rest")


def asked(cloud: RunningStack, path: str) -> Any:
    return HTTP.get(f"{cloud.endpoint}/_scalehook/{path}").json()


def comes(what: Any) -> None:
    """It is so, soon: a button's request is on its way."""
    wait_until(what, lambda: "the button has had no effect")


def press(page: Page, name: str) -> None:
    """A button, by the keyboard."""
    button = page.get_by_role("button", name=name, exact=True)
    expect(button).to_have_attribute("aria-disabled", "false")
    button.focus()
    page.keyboard.press("Enter")


def test_completing_extending_and_expiring(cloud: RunningStack, tab: Tab) -> None:
    """As the cloud's own operations: the hook's wait is longer, ends with the chosen result, or with the
    clock.
    """
    group = waiting_group(cloud, "first")
    page = tab.show(f"groups/{group.id}")
    of = ", ".join(group.waiting[0].instance_ids)
    press(page, f"Extend {of}")
    comes(lambda: asked(cloud, f"waits?group={group.id}")["items"][0]["heartbeats"] == 1)
    waits = asked(cloud, "waits")["items"]
    (mine,) = [each for each in waits if each["group_id"] == group.id]
    before = sum(each["deadline"] < mine["deadline"] for each in waits)
    assert before > 0
    page = tab.show("overview")
    last = page.locator(f"[data-wait='{mine['token']}']")
    expect(last).to_contain_text(f"{before} others end before it")
    page = tab.show(f"groups/{group.id}")
    expect(page.locator("[data-wait]")).not_to_contain_text("end before it")  # no other of this group
    page.get_by_label(f"Result for {of}").select_option("ABANDON")
    press(page, f"Complete {of}")
    comes(lambda: not group.waiting)
    cloud.settle()
    assert group.states == []
    group.scale_out(1)
    before = cloud.now
    (wait,) = group.waiting
    press(page, f"Expire {wait.instance_ids[0]}")
    comes(lambda: group.states == ["InService"])
    assert cloud.now - before >= timedelta(seconds=590)


def test_a_refusal_of_the_cloud_is_shown_as_it_is(cloud: RunningStack, tab: Tab) -> None:
    """With its code; the page goes on. Somebody else was quicker, while the page did not listen."""
    group = waiting_group(cloud, "gone")
    page = tab.show(f"groups/{group.id}")
    listening = page.get_by_role("button", name="Live updates: stop or go on")
    listening.press("Enter")
    expect(listening).to_have_attribute("data-link", "paused")
    (wait,) = group.waiting
    wait.complete("CONTINUE")
    press(page, f"Complete {', '.join(wait.instance_ids)}")
    expect(page.get_by_role("alert").first).to_contain_text("ActionToken.Invalid")
    listening.press("Enter")
    expect(page.get_by_role("button", name="Complete ")).to_have_count(0)


def test_a_queue(cloud: RunningStack, tab: Tab) -> None:
    """Looking takes nothing; sending, sending later and deleting all do what a client does."""
    queue = cloud.queue("letters")
    page = tab.show("queues/letters")
    page.get_by_label("Body").fill('{"from": "the page"}')
    press(page, "Send")
    comes(lambda: queue.depth == 1)
    page.get_by_role("row").nth(1).get_by_role("button").click()
    expect(page.locator("pre").first).to_have_text('{\n  "from": "the page"\n}')
    (message,) = queue.messages
    assert (message.view.message_body, message.view.dequeue_count) == ('{"from": "the page"}', 0)
    page.get_by_label("Delay in seconds").fill("30")
    page.get_by_label("Body").press("Control+Enter")
    comes(lambda: queue.attributes.delay_messages == 1)
    page.get_by_role("button", name="Purge …").click()
    press(page, "Delete all")
    comes(lambda: queue.attributes.delay_messages == 0 and queue.depth == 0)
    expect(page.locator("[data-total='0']")).to_be_visible()  # the page has heard of it, too
    receive = f"scalehook queue receive letters --wait 30s --endpoint {cloud.endpoint}"
    expect(page.get_by_text(receive, exact=True)).to_be_visible()
    queue.send("long" * 2000)
    page.get_by_role("row").nth(1).get_by_role("button").click()
    page.get_by_role("button", name="Show all of it").click()
    expect(page.get_by_role("region", name="Message").locator("pre")).to_have_text("long" * 2000)
    page.get_by_role("button", name="Hex", exact=True).click()
    said = re.compile(
        "^00000000  (6c 6f 6e 67 ){4} longlonglonglong\n00000010  6c"
    )  # it lies there in Base64
    expect(page.get_by_role("region", name="Message").locator("pre")).to_have_text(said)
    page.get_by_label("Body").fill("urgent")
    page.get_by_label("Delay in seconds").fill("0")
    page.get_by_label("Priority").fill("1")
    press(page, "Send")
    comes(lambda: "urgent" in [each.view.message_body for each in queue.messages])
    assert queue.messages[0].view.priority == 1
    page.get_by_label("Take a sample").select_option("SCALE_IN")
    text = page.get_by_label("Body").input_value()
    page.get_by_label("Body").fill(text.replace('"i-of-nobody"', '"i-mine"'))
    press(page, "Send")
    comes(lambda: len(queue.messages) == 3)
    coded = (each.view.message_body for each in queue.messages if each.view.message_body != "urgent")
    (sent,) = [text for text in map(base64.b64decode, coded) if text.startswith(b"{")]
    sample = json.loads(sent)["content"]
    assert (sample["lifecycleTransition"], sample["instanceIds"]) == ("SCALE_IN", ["i-mine"])


def test_a_topic(cloud: RunningStack, tab: Tab) -> None:
    """Publishing reaches the subscriptions, and the attempt is shown."""
    topic, queue = cloud.topic("other"), cloud.queue("reader")
    topic.subscribe(queue)
    page = tab.show("topics/other")
    page.get_by_label("Body").fill("to all")
    press(page, "Publish")
    comes(lambda: queue.depth == 1)
    expect(page.get_by_role("cell", name="taken")).to_be_visible()


def test_dead_letters(cloud: RunningStack, tab: Tab) -> None:
    """One is sent again, some, or all: their reader gets them. Those that are dropped nobody gets."""
    names = ("one", "two", "three", "four", "five")
    queues = {name: cloud.queue(f"revived-{name}") for name in names}
    for name, queue in queues.items():
        body = json.dumps({"queue_name": queue.id, "message_body": name}).encode()
        kind = "message_service.send_message"
        letter = DeadLetter(f"s:{name}", "message_service", kind, "broken", cloud.now, body)
        cloud.stack.control.letters.add(letter)

    def depths() -> list[int]:
        return [queue.depth for queue in queues.values()]

    page = tab.show("dead")
    press(page, "Send again s:two")
    comes(lambda: depths() == [0, 1, 0, 0, 0])
    chosen = page.get_by_role("button", name="Send the chosen again", exact=True)
    expect(chosen).to_have_attribute("title", "No message is chosen.")
    for name in ("one", "five"):
        page.get_by_label(f"Chosen s:{name}").check()
    waiting: list[Route] = []
    page.route("**/dead/retry", lambda route: waiting.append(route))
    with page.expect_request("**/dead/retry"):
        press(page, "Send the chosen again")
    page.get_by_label("Chosen s:four").check()  # while the answer is on its way
    expect(page.get_by_text("3 chosen")).to_be_visible()
    waiting[0].continue_()
    page.unroute("**/dead/retry")
    comes(lambda: depths() == [1, 1, 0, 0, 1])
    expect(page.get_by_text("1 chosen")).to_be_visible()
    page.get_by_role("button", name="Drop the chosen …").press("Enter")
    tab.accessible()
    press(page, "Drop them")
    comes(lambda: [each["id"] for each in asked(cloud, "dead")["dead_letters"]] == ["s:three"])
    press(page, "Send all again")
    comes(lambda: depths() == [1, 1, 1, 0, 1])
    assert asked(cloud, "dead")["dead_letters"] == []


def test_an_execution(cloud: RunningStack, tab: Tab, execution: Execution) -> None:
    """Its tasks are there; it can be cancelled as long as it runs."""
    page = tab.show(f"executions/{execution.id}")
    expect(page.get_by_role("cell", name="ACS::Sleep")).to_be_visible()
    press(page, "Cancel the execution")
    comes(lambda: execution.status == "Cancelled")
    press(page, "Rerun")
    expect(page.get_by_text(execution.id)).to_have_count(0)  # it is the new one's page
    (running,) = asked(cloud, "executions?status=Running")["items"]
    expect(page.get_by_text(running["execution_id"], exact=True)).to_be_visible()
    press(page, "Cancel the execution")
    comes(lambda: asked(cloud, "executions?status=Running")["items"] == [])
    button = page.get_by_role("button", name="Cancel the execution", exact=True)
    expect(button).to_have_attribute("aria-disabled", "true")
    page = tab.show("executions")
    expect(page.get_by_role("link", name=running["execution_id"][:14])).to_be_visible()
    by = page.get_by_label("By", exact=True)
    by.fill("nobody")
    by.press("Enter")
    expect(page.get_by_text("None is like that.")).to_be_visible()
    by.fill(running["executed_by"])
    by.press("Enter")
    expect(page.get_by_role("link", name=running["execution_id"][:14])).to_be_visible()


def test_who_was_refused_what(tab: Tab) -> None:
    """With the statement that would have allowed it."""
    page = tab.show("access")
    expect(page.get_by_role("heading", name="ram:CreateUser")).to_be_visible()
    statement = json.loads(page.locator("pre").first.inner_text())
    assert (statement["Effect"], statement["Action"]) == ("Allow", "ram:CreateUser")
    page.get_by_label("Action", exact=True).select_option("ram:CreateUser")
    expect(page.locator("[data-total='1']")).to_be_visible()
    assert page.url.endswith("/access?action=ram%3ACreateUser")
    page = tab.show("access?action=ram:Nothing")
    expect(page.locator("[data-total='0']")).to_be_visible()


def test_faults(cloud: RunningStack, tab: Tab) -> None:
    """On with one click or with settings, off one by one or all at once, from any page."""

    def on() -> list[str]:
        return sorted(each["kind"] for each in asked(cloud, "faults")["faults"])

    page = tab.show("faults")
    press(page, "Every notification too late")
    comes(lambda: on() == ["late"])
    page.get_by_label("Kind").select_option("double")
    page.get_by_label("copies", exact=True).fill("2")
    page.get_by_label("hook", exact=True).fill("boot")
    will = (
        "2 more of the same, 0 seconds apart, counted from the start of the wait. Only of the hook boot."
    )
    expect(page.locator("[data-sentence]")).to_contain_text(will)
    press(page, "Switch on")
    comes(lambda: on() == ["double", "late"])
    (late,) = [each["id"] for each in asked(cloud, "faults")["faults"] if each["kind"] == "late"]
    press(page, f"Switch off {late}")
    comes(lambda: on() == ["double"])
    page = tab.show("overview")
    press(page, "All faults off")
    comes(lambda: on() == [])
    page = tab.show("faults")
    page.get_by_label("copies", exact=True).fill("0")
    press(page, "Switch on")
    expect(page.get_by_role("alert").first).to_contain_text("copies")
    assert on() == []
    tab.troubles.clear()  # the browser itself says that a request was refused


@pytest.mark.parametrize(
    ("button", "seconds"),
    [("+1 min", 60), ("+10 min", 600), ("+1 h", 3600), ("+6 h", 21600), ("Move", 1800)],
)
def test_moving_the_clock(button: str, seconds: int, cloud: RunningStack, tab: Tab) -> None:
    """Moves it by so much, and the page shows it."""
    page = tab.show("clock")
    before = cloud.now
    press(page, button)
    comes(lambda: cloud.now - before >= timedelta(seconds=seconds))
    assert cloud.now - before < timedelta(seconds=seconds + 1)
    expect(page.locator(".big time")).to_contain_text(f"{cloud.now:%Y-%m-%d %H:%M}")


def test_to_the_next_deadline(cloud: RunningStack, tab: Tab) -> None:
    """What comes due first has happened then."""
    queue, second = cloud.queue("soon"), cloud.queue("sooner")
    queue.send("later", delay_seconds=40)
    page = tab.show("clock")
    press(page, "To the next deadline")
    comes(lambda: queue.depth == 1)
    second.send("later", delay_seconds=50)
    press(page, "Advance to it: Messages of a queue become visible, or too old sooner")
    leap = page.get_by_role(
        "link", name=re.compile(r"the clock moved \+.*, something came due \d+ times")
    )
    expect(leap).to_be_visible()
    comes(lambda: second.depth == 1)
    expect(page.get_by_role("status")).to_contain_text("All is quiet after")


def test_what_happens_elsewhere_appears_by_itself(cloud: RunningStack, tab: Tab) -> None:
    """Without a reload, and after a pause too."""
    page = tab.show("queues")
    cloud.queue("made-elsewhere")
    expect(page.get_by_role("link", name="made-elsewhere")).to_be_visible()
    page.locator("main").focus()
    page.keyboard.press("p")
    expect(page.locator("[data-link=paused]")).to_be_visible()
    cloud.queue("made-later")
    page.keyboard.press("p")
    expect(page.get_by_role("link", name="made-later")).to_be_visible()


def test_the_keyboard(cloud: RunningStack, tab: Tab) -> None:
    """Goes anywhere, finds any id, walks through rows and trees, and changes nothing by a bare key."""
    page = tab.show("overview")
    page.locator("main").focus()
    for keys, title in (
        ("gq", "Queues"),
        ("gc", "Clock"),
        ("gt", "Timelines"),
        ("gg", "Scaling groups"),
    ):
        page.keyboard.type(keys)
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.locator("main [data-row]").first).to_be_visible()  # the title comes before the rows
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Scaling group")
    page.keyboard.press("/")
    page.keyboard.type("news")
    expect(page.locator(".hits li").first).to_contain_text("topic · news")
    page.keyboard.press("ArrowUp")  # around to the last one, and back
    page.keyboard.press("ArrowDown")
    expect(page.locator(".hits [aria-selected=true]")).to_contain_text("topic · news")
    tab.accessible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Topic news")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_label("Single keys do this").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.type("gq?")
    page.get_by_role("button", name="Keys").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Topic news")
    page.get_by_label("Single keys do this").check()
    page.keyboard.press("Escape")
    tab.show("timeline/latest")
    page.locator("[role=row][tabindex='0']").focus()
    rows = page.get_by_role("row").count()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("row")).to_have_count(2)
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("row")).to_have_count(rows)
    page.keyboard.press("ArrowDown")
    expect(page.locator("[role=row]:focus")).to_have_attribute("aria-level", "2")


def test_without_the_token(cloud: RunningStack, tab: Tab) -> None:
    """A page shows everything and changes nothing, and says why."""
    group = waiting_group(cloud, "looked-at")
    tab.page.evaluate("sessionStorage.clear()")
    tab.go("about:blank")
    page = tab.show(f"groups/{group.id}")
    button = page.get_by_role("button", name="Complete ", exact=False).first
    expect(button).to_have_attribute("aria-disabled", "true")
    button.click(force=True)
    expect(page.get_by_text("Read only").first).to_be_visible()
    assert len(group.waiting) == 1
    assert page.evaluate("location.hash") == f"#/groups/{group.id}"
    tab.enter(cloud.endpoint, cloud.stack.gateway.console_token)


def test_the_token_leaves_the_address(tab: Tab) -> None:
    """Nobody reads it over a shoulder, or in the history."""
    page = tab.show("overview")
    assert "token" not in page.url
    assert page.evaluate("document.cookie") == ""


def test_another_language_and_other_colours(tab: Tab) -> None:
    """Are chosen at once, and kept."""
    page = tab.show("overview")
    page.get_by_label("Language").select_option("zh-CN")
    expect(page.get_by_role("heading", level=1)).to_have_text("总览")
    page.get_by_label("配色").select_option("dark")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("总览")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.get_by_label("配色").select_option("light")
    page.locator("header select").first.select_option("en")
    expect(page.get_by_role("heading", level=1)).to_have_text("Overview")
