"""What the console's buttons do beside the plainest: policies, commands, pushes, the speed of time.

What a button does is asked of the stack, never of the page.
"""

import base64
import json
import re
import shlex
from datetime import UTC, datetime, timedelta

import pytest
from alibabacloud_ram20150501 import models as ram
from playwright.sync_api import expect

from scalehook.testing.builders.group import Group
from scalehook.testing.running import RunningStack
from support.browser import Tab
from support.cloud.clients import Clients
from support.cloud.resources import Resources
from support.pressing import comes, copied, press

SLOW = 0.001  # time passes when a test moves it
SECOND = timedelta(seconds=2)  # a virtual millisecond is a real second at that speed
MANY = 130  # messages: more than a part of a list


@pytest.fixture(scope="module")
def group(cloud: RunningStack) -> Group:
    """An instance of it waits."""
    group = cloud.group("web", max_size=5)
    group.hook("SCALE_OUT", cloud.queue("work"), timeout=600, name="boot")
    group.scale_out(1)
    return group


def somebody(cloud: RunningStack, name: str) -> Clients:
    """A user who may do nothing."""
    cloud.clients.ram.create_user(ram.CreateUserRequest(user_name=name))
    asked = ram.CreateAccessKeyRequest(user_name=name)
    key = cloud.clients.ram.create_access_key(asked).body.access_key
    return Clients(cloud.address, key.access_key_id, key.access_key_secret)


def test_a_refusal_is_allowed_from_now_on(cloud: RunningStack, tab: Tab) -> None:
    """After a look at it, the smallest statement becomes a policy of whoever was refused."""
    alice, asked = somebody(cloud, "alice"), ram.GetUserRequest(user_name="alice")
    with pytest.raises(Exception, match="NoPermission"):
        alice.ram.get_user(asked)
    page = tab.show("access")
    press(page, "Attach to user/alice: ram:GetUser")
    dialog = page.get_by_role("dialog", name="Attach to user/alice: ram:GetUser")
    expect(dialog.locator("pre")).to_contain_text('"Action": "ram:GetUser"')
    dialog.get_by_label("Name of the policy").fill("seen-in-the-console")
    tab.accessible()
    commands = copied(page, "Attach it: ram:GetUser")
    assert "CreatePolicy" in commands
    assert "AttachPolicyToUser" in commands
    press(page, "Attach it: ram:GetUser")
    expect(page.get_by_role("status")).to_have_text("user/alice has it now.")
    assert alice.ram.get_user(asked).body.user.user_name == "alice"


def test_what_a_hook_needs(cloud: RunningStack, tab: Tab) -> None:
    """Its policies are there before it runs; what lacks is given to the role, and to its trust."""
    trust = {"Version": "1", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
             "Principal": {"Service": ["ecs.aliyuncs.com"]}}]}  # fmt: skip
    cloud.clients.ram.create_role(
        ram.CreateRoleRequest(role_name="OOSServiceRole", assume_role_policy_document=json.dumps(trust))
    )
    page = tab.show("access")
    page.get_by_label("Template's name, hook's id, or GROUP_ID/HOOK_NAME").fill(
        "ACS-ESS-LifeCycleRunCommand"
    )
    press(page, "Show what it needs")
    needed = page.get_by_role("article", name="role/OOSServiceRole policy")
    expect(needed).to_contain_text("ess:CompleteLifecycleAction")
    tab.accessible()
    command = copied(page, "Show what it needs")
    assert command.startswith("scalehook access plan ACS-ESS-LifeCycleRunCommand --endpoint http")
    needed.get_by_role("button", name="Attach to").press("Enter")
    needed.get_by_role("button", name="Attach it", exact=False).first.press("Enter")
    expect(page.get_by_role("status")).to_have_text("role/OOSServiceRole has it now.")
    trusting = page.get_by_role("article", name="role/OOSServiceRole trust")
    trusting.get_by_role("button", name="Add to the trust").press("Enter")
    trusting.get_by_role("button", name="Attach it", exact=False).first.press("Enter")
    asked = ram.GetRoleRequest(role_name="OOSServiceRole")

    def trusted() -> str:
        return str(cloud.clients.ram.get_role(asked).body.role.assume_role_policy_document)

    comes(lambda: "oos.aliyuncs.com" in trusted())
    assert "ecs.aliyuncs.com" in trusted()
    press(page, "Show what it needs")
    expect(needed).not_to_contain_text("Lacking")
    expect(trusting).not_to_contain_text("Lacking")


def test_every_button_as_a_command(cloud: RunningStack, group: Group, tab: Tab) -> None:
    """The cloud's operations as the official command line has them, the stack's own as this one does."""
    (wait,) = group.waiting
    page = tab.show(f"groups/{group.id}")
    text = copied(page, f"Complete {wait.instance_ids[0]}")
    words = shlex.split(text.replace("\\\n", " "))
    assert words[:3] == ["aliyun", "ess", "CompleteLifecycleAction"]
    assert words[words.index("--LifecycleActionToken") + 1] == wait.token
    assert copied(page, f"Expire {wait.instance_ids[0]}").startswith("scalehook clock advance ")
    page = tab.show("queues/work")
    page.get_by_label("Body").fill("it's here")
    assert shlex.split(copied(page, "Send"))[:5] == ["scalehook", "queue", "send", "work", "it's here"]
    page = tab.show("faults")
    assert copied(page, "Every notification too late").startswith("scalehook fault add late")
    page = tab.show("clock")
    assert copied(page, "+10 min") == f"scalehook clock advance 10m --endpoint {cloud.endpoint}"


def test_a_queue_of_any_length(cloud: RunningStack, tab: Tab) -> None:
    """A few of its messages are there at a time, and the keyboard gets to the last of all."""
    queue, began = cloud.queue("long"), datetime.now(UTC)
    for number in range(MANY):
        queue.send(json.dumps({"number": number}))
    page = tab.show("queues/long")
    expect(page.locator(f"[data-total='{MANY}']")).to_be_visible()
    find = page.get_by_label("Find a message")
    find.fill('"NUMBER": 12')
    find.press("Enter")
    expect(page.locator("[data-total='11']")).to_be_visible()  # 12, and 120 to 129
    page.get_by_role("link", name="held").click()
    expect(page.get_by_text("No message is like that.")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/queues/long\?state=held&find=%22NUMBER%22%3A\+12$"))
    page.get_by_role("link", name=f"All {MANY}").click()
    expect(page.locator("[data-total='11']")).to_be_visible()  # a page that comes takes the focus
    find.fill("")
    find.press("Enter")
    expect(page.locator(f"[data-total='{MANY}']")).to_be_visible()
    page.locator("[data-index='0']").press("End")
    last = page.locator(f"[data-index='{MANY - 1}']")
    expect(last).to_be_focused()
    expect(last).to_contain_text(f'"number": {MANY - 1}')
    assert page.locator("[role=grid] [data-row]").count() < 80
    page.keyboard.press("y")
    comes(
        lambda: (
            page.evaluate("navigator.clipboard.readText()")
            == last.get_by_role("button").locator("[data-id]").get_attribute("data-id")
        )
    )
    for form in (
        r"[+-]\d\d:\d\d$",
        r" ago$",
        r"^really .*Z$",
        r"^\d.*Z$",
    ):  # the reader's zone, from now, when it has really been, and as the cloud has it
        page.keyboard.press("t")
        expect(last.locator("time").first).to_have_text(re.compile(form))
    told = str(last.locator("time").first.get_attribute("title"))
    really = datetime.fromisoformat(told.partition("really ")[2])
    assert began - SECOND <= really <= datetime.now(UTC) + SECOND
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Message")).to_contain_text(f'"number": {MANY - 1}')
    tab.accessible()
    page.get_by_role("button", name="Send again …").press("Enter")
    said = base64.b64encode(f'{{"number": {MANY - 1}}}'.encode()).decode()  # as it lies there
    expect(page.get_by_label("Body")).to_have_value(said)
    press(page, "Send")
    comes(lambda: queue.depth == MANY + 1)
    graph = page.get_by_role("region", name="Depth over time")
    expect(graph.get_by_role("img")).to_have_attribute("aria-label", re.compile(f"{MANY + 1} now"))
    find.fill("half a wo")
    queue.send("one more")
    expect(page.get_by_role("link", name=f"All {MANY + 2}")).to_be_visible()  # drawn anew
    expect(find).to_have_value("half a wo")


def test_what_is_done_to_chosen_instances(cloud: RunningStack, tab: Tab) -> None:
    """They are protected and no more, stand by and serve again; whoever cancels removes none."""
    clients = Clients(cloud.address, cloud.access_key_id, cloud.access_key_secret)
    balancer = Resources(clients).balancer()
    pool = cloud.group("pool", max_size=5, load_balancer_ids=json.dumps([balancer]))
    pool.scale(2)
    cloud.advance(60)
    page = tab.show(f"groups/{pool.id}")
    expect(page.locator("[data-index='0']").get_by_title(balancer)).to_have_text("1 of 1")
    for name, state in (
        ("Protect", "Protected"),
        ("End the protection", "InService"),
        ("Standby", "Standby"),
        ("Back into service", "InService"),
    ):
        page.locator("[data-index='0']").focus()
        page.keyboard.press("Space")
        press(page, name)
        comes(lambda state=state: pool.states.count(state) == (2 if state == "InService" else 1))
        expect(page.get_by_text("0 chosen")).to_be_visible()
    page.locator("[data-index='0']").focus()
    page.keyboard.press("Space")
    press(page, "Remove …")
    page.get_by_role("dialog", name="Remove").get_by_role("button", name="Cancel").press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert pool.states == ["InService", "InService"]


def test_what_is_not_there(cloud: RunningStack, tab: Tab) -> None:
    """Is said with the code, and the rest of the page goes on."""
    page = tab.show("queues/no-such-queue")
    expect(page.get_by_text("NotFound").or_(page.get_by_text("QueueNotExist")).first).to_be_visible()
    expect(page.get_by_role("button", name="Send", exact=True)).to_be_visible()


def test_many_queues(cloud: RunningStack, tab: Tab) -> None:
    """Those around the window are there, and the last of all by one key."""
    for number in range(MANY):
        cloud.queue(f"many-{number:03}")
    page = tab.show("queues")
    grid = page.get_by_role("grid", name="Queues")
    expect(grid).to_have_attribute("aria-rowcount", re.compile(r"\d{3}"))  # all have been heard of
    grid.locator("[data-index='0']").press("End")
    expect(grid.locator("[data-row]:focus")).to_have_attribute("aria-rowindex", re.compile(r"\d{3}"))
    expect(grid.get_by_role("link", name=f"many-{MANY - 1:03}")).to_be_visible()
    assert grid.locator("[data-row]").count() < 80
    page = tab.show("overview")
    page.get_by_role("link", name="The first 50 are shown: see all").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Queues")


def test_another_speed(cloud: RunningStack, tab: Tab) -> None:
    """From where time stands, and the same as a call; the page counts on at it."""
    page = tab.show("clock")
    assert copied(page, "×60").endswith("/_scalehook/clock/speed")
    before = cloud.now
    press(page, "×60")
    comes(lambda: cloud.stack.clock.speed == 60)
    expect(page.get_by_text("×60 ·")).to_be_visible()
    comes(lambda: cloud.now - before >= timedelta(seconds=10))
    cloud.stack.clock.run_at(SLOW)


def test_time_that_jumps_by_itself(cloud: RunningStack, tab: Tab) -> None:
    """From the press of a button on, while somebody awaits something; and no more after another."""
    page = tab.show("clock")
    assert copied(page, "Jump by itself").endswith("/_scalehook/clock/auto")
    queue = cloud.queue("jumped-to")
    queue.send("later", delay_seconds=3000)
    press(page, "Jump by itself")
    comes(lambda: queue.depth == 1)
    press(page, "Do not jump by itself")
    expect(page.get_by_text("Time does not jump by itself.").first).to_be_visible()
    comes(lambda: not cloud.stack.control.jumping.on)


def test_a_move_that_is_stopped(cloud: RunningStack, tab: Tab) -> None:
    """It waits for a consumer, just before the deadline; stopped, the clock goes on from there."""
    held = cloud.group("held", max_size=5)
    hand = cloud.queue("hand", visibility_timeout=3600)
    held.hook("SCALE_OUT", hand, timeout=600, name="boot")
    held.scale_out(1)
    hand.receive()
    page = tab.show("clock")
    press(page, "+1 h")
    comes(lambda: cloud.stack.control.moving.count == 1)
    press(page, "+6 h")
    holder = page.get_by_role("region", name="Who holds the clock up").get_by_role("row").nth(1)
    expect(holder).to_contain_text("held by a client")
    line = page.get_by_role("list", name="Moves of the clock").get_by_role("listitem")
    expect(line).to_have_text(["+1 h 0 m · under way", "+6 h 0 m · waits for its turn, 1 before it"])
    press(page, "Stop here")
    expect(page.get_by_role("button", name="Stop here", exact=True)).to_have_count(0)
    expect(page.get_by_role("status")).to_have_text("The clock was stopped here.")
    assert len(held.waiting) == 1


def test_a_push_is_attempted_at_once(cloud: RunningStack, tab: Tab) -> None:
    """What waits for its next attempt comes without waiting, and nobody has moved the clock."""
    topic, late = cloud.topic("impatient"), cloud.queue("late")
    topic.subscribe(late)
    late.delete()
    topic.publish("hello")
    cloud.settle()
    page = tab.show("topics/impatient")
    waiting = page.get_by_role("button", name="Attempt now:").first
    name = str(waiting.get_attribute("aria-label"))
    assert copied(page, name).endswith("/_scalehook/mns/attempt")
    late, before = cloud.queue("late"), cloud.now
    press(page, name)
    comes(lambda: late.depth == 1)
    assert cloud.now - before < timedelta(seconds=1)
    expect(page.get_by_role("cell", name="taken")).to_be_visible()
    expect(waiting).to_have_count(0)


def test_a_part_of_a_timeline(cloud: RunningStack, group: Group, tab: Tab) -> None:
    """Dragged over with the mouse it is shown alone; found by text or length, with all that is above."""
    page = tab.show(f"timeline/{group.instances[0].instance_id}")
    last, every = page.locator(".axis .last"), page.get_by_role("row").count()
    whole = last.inner_text()
    box = page.locator("[data-brush=axis]").bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.1, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.4, middle)
    page.mouse.up()
    expect(last).not_to_have_text(whole)
    page.locator("[data-brush=axis]").dblclick()
    expect(last).to_have_text(whole)
    strip = page.locator("[data-brush=minimap]")
    strip.hover(position={"x": 50, "y": 10})
    page.mouse.down()
    strip.hover(position={"x": 250, "y": 10})
    page.mouse.up()
    expect(last).not_to_have_text(whole)
    strip.dblclick()
    expect(last).to_have_text(whole)
    find = page.get_by_label("Find a text, or > 5 s")
    find.fill("hook boot")
    expect(page.get_by_role("row").filter(has_text="hook boot")).to_have_count(1)
    comes(lambda: 2 < page.get_by_role("row").count() < every)
    find.fill("> 5 m")
    expect(page.get_by_role("row").filter(has_text="hook boot")).to_have_count(1)
    find.fill("no such thing")
    expect(page.get_by_text("Nothing here says that.")).to_be_visible()
    tab.accessible()
