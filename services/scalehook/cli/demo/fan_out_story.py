"""Story (b): three hooks at once, a heartbeat, a time-out with ABANDON, a scale-in with ROLLBACK."""

from mns.subscription import SubscriptionMeta
from mns.topic import TopicMeta

from scalehook.cli.demo import orchestration
from scalehook.cli.demo.clients import Cloud
from scalehook.cli.demo.consumer import Consumer
from scalehook.cli.demo.narration import Narrator
from scalehook.cli.demo.scaling import Group
from scalehook.cli.demo.script_story import metadata


def fan_out_story(cloud: Cloud, say: Narrator) -> None:
    """Play it."""
    group = _three_hooks(cloud, say)
    _rollback(cloud, say, group)
    _abandon(cloud, say)


def _three_hooks(cloud: Cloud, say: Narrator) -> Group:
    say.chapter("Three hooks at once: a queue, a topic with two subscribers, a template")
    say.does("MNS: create queues demo-work, demo-audit, demo-billing and topic demo-news")
    worker = Consumer(cloud, "demo-work").create_queue()
    readers = [Consumer(cloud, name).create_queue() for name in ("demo-audit", "demo-billing")]
    _topic(cloud, readers)
    group = Group.create(cloud, "demo-fan-out")
    say.does("CreateLifecycleHook to the queue, to the topic, and to the template")
    group.hook("to-queue", notification_arn=cloud.arn("mns", "queue/demo-work"), heartbeat_timeout=60)
    group.hook("to-topic", notification_arn=cloud.arn("mns", "topic/demo-news"))
    group.hook(
        "to-template",
        notification_arn=cloud.arn("oos", f"template/{orchestration.TEMPLATE}"),
        notification_metadata=metadata(),
        heartbeat_timeout=900,
    )
    say.does("ExecuteScalingRule Add1")
    activity = group.execute(group.rule("Add1", 1))
    work = say.awaits("the queue's consumer gets a notification", worker.receive)
    audit, billing = (say.awaits(f"so does {each.queue_name}", each.receive) for each in readers)
    same = audit.content == billing.content
    say.check("both subscribers got the same notification", same, (audit, billing))
    say.check("three actions wait, one per hook", len(group.actions(activity)) == 3)
    say.does("demo-billing takes note, demo-audit completes with CONTINUE; both delete their messages")
    readers[0].complete(audit, "CONTINUE")
    readers[1].delete(billing)
    # scripts run in real time, and OOS asks for them ever more seldom
    say.awaits("the script has run on the instance", lambda: not cloud.advance(0))
    say.does("the queue's consumer heartbeats (120 s), 90 s pass, it completes with CONTINUE")
    worker.heartbeat(work, 120)
    cloud.advance(90)
    worker.complete(work, "CONTINUE")
    say.awaits("all three waits have ended", lambda: group.ended(activity, "Successful"))
    statuses = {action.lifecycle_action_status for action in group.actions(activity)}
    say.check("all were completed, none timed out", statuses == {"Completed"}, statuses)
    say.check("the instance is InService", len(group.instances("InService")) == 1)
    return group


def _topic(cloud: Cloud, readers: list[Consumer]) -> None:
    topic = cloud.mns.get_topic("demo-news")
    topic.create(TopicMeta())
    for reader in readers:
        endpoint = cloud.arn("mns", f"queues/{reader.queue_name}")
        subscription = cloud.mns.get_subscription("demo-news", f"to-{reader.queue_name}")
        subscription.subscribe(SubscriptionMeta(endpoint, notify_content_format="SIMPLIFIED"))


def _rollback(cloud: Cloud, say: Narrator, group: Group) -> None:
    say.chapter("A scale-in that is rolled back")
    consumer = Consumer(cloud, "demo-work")
    group.hook(
        "leaving",
        lifecycle_transition="SCALE_IN",
        notification_arn=cloud.arn("mns", "queue/demo-work"),
    )
    say.does("ExecuteScalingRule Remove1")
    activity = group.execute(group.rule("Remove1", -1))
    say.awaits("the instance is Removing:Wait", lambda: group.instances("Removing:Wait"))
    work = say.awaits("the consumer gets a notification", consumer.receive)
    say.does("CompleteLifecycleAction ROLLBACK")
    consumer.complete(work, "ROLLBACK")
    say.awaits("the instance is InService again", lambda: group.instances("InService"))
    say.shows(f"activity {activity}: {group.activity(activity).status_code}")


def _abandon(cloud: Cloud, say: Narrator) -> None:
    say.chapter("A time-out with ABANDON, by moving the clock")
    group = Group.create(cloud, "demo-abandon")
    group.hook(
        "nobody-answers",
        default_result="ABANDON",
        heartbeat_timeout=21600,
        notification_arn=cloud.arn("mns", "queue/demo-work"),
    )
    say.does("ExecuteScalingRule Add1; nobody completes the action")
    activity = group.execute(group.rule("Add1", 1))
    say.awaits("an instance is Pending:Wait", lambda: group.instances("Pending:Wait"))
    say.does("six hours pass")
    cloud.advance(21600)
    say.check("the instance was released", not group.instances(), group.instances())
    say.check("the activity is Failed", bool(group.ended(activity, "Failed")), group.activity(activity))
    [action] = group.actions(activity)
    say.check("the action timed out", action.lifecycle_action_status == "Timeout", action)
