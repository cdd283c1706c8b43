"""Publishing a message: into queues and the mailbox at once, elsewhere by effects."""

from operator import itemgetter

from scalehook.kit import Work
from scalehook.message_service import endpoints
from scalehook.message_service.limits import is_tag
from scalehook.message_service.lookups import find_topic
from scalehook.message_service.messages.bodies import body_md5
from scalehook.message_service.messages.contents import check_contents
from scalehook.message_service.messages.ids import new_message_id
from scalehook.message_service.messages.trace_context import with_trace
from scalehook.message_service.pushes.attempts import attempt, begin, conclude, give, line_up
from scalehook.message_service.pushes.targets import LATER
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import Push, State, Subscription, Topic
from scalehook.message_service.state.events.pushes import NotificationsTaken
from scalehook.message_service.timestamps import milliseconds
from scalehook_contracts.base import Done
from scalehook_contracts.errors.mns import InvalidArgument
from scalehook_contracts.message_service.publications import (
    Belongings,
    MessagePublication,
    MessagePublished,
    MessageSpread,
    PublishMessage,
    SpreadMessage,
)

AT_ONCE = 50  # subscriptions; there may be thousands, and others wait meanwhile
DEAR = 2  # of them: one that needs an effect, and a signature
BELONGINGS = tuple(Belongings.model_fields)
SPREAD = itemgetter(  # to ask a message for each takes four times as long
    "topic_name", "message_id", "message_body", "message_tag", "publish_time", *BELONGINGS
)


def publish_message(command: PublishMessage, work: Work[State, Settings]) -> MessagePublication:
    """Every subscription that wants it gets it, the first ones at once; without any it is dropped."""
    topic = find_topic(work.state, command.topic_name)
    _check(command, topic)
    message = _message(command, topic, work)
    wanting = _next(message, topic, work)
    published = MessagePublished(
        topic_name=topic.topic_name,
        message_id=message.message_id,
        message_body_md5=body_md5(command.message_body),
        message_tag=message.message_tag,
        publish_time=message.publish_time,
        subscription_names=[subscription.subscription_name for subscription in wanting],
        message_body=command.message_body,
        message_group_id=command.message_group_id,
        user_properties=command.user_properties,
    )
    work.record(published)
    _notify_all(wanting, message, work)
    return MessagePublication(
        message_id=published.message_id,
        message_body_md5=published.message_body_md5,
        message_group_id=command.message_group_id or None,
    )


def spread_message(command: SpreadMessage, work: Work[State, Settings]) -> Done:
    """The next subscriptions get the message, unless the topic is gone."""
    topic = work.state.topics.get(command.topic_name)
    wanting = _next(command, topic, work) if topic else []
    if wanting:
        work.record(
            MessageSpread(
                topic_name=command.topic_name,
                message_id=command.message_id,
                subscription_names=[subscription.subscription_name for subscription in wanting],
            )
        )
    _notify_all(wanting, command, work)
    return Done()


def _check(command: PublishMessage, topic: Topic) -> None:
    check_contents(command, topic.maximum_message_size)
    if not is_tag(command.message_tag):
        raise InvalidArgument(name="MessageTag")
    if topic.topic_type == "fifo" and not command.message_group_id:
        raise InvalidArgument(name="MessageGroupId")


def _message(command: PublishMessage, topic: Topic, work: Work[State, Settings]) -> SpreadMessage:
    belongings = {name: getattr(command, name) for name in BELONGINGS}
    belongings["system_properties"] = with_trace(command.system_properties, work.envelope.trace)
    return SpreadMessage(
        topic_name=topic.topic_name,
        message_id=new_message_id(work),
        message_body=command.message_body,
        message_tag=command.message_tag or None,
        publish_time=milliseconds(work.now),
        subscribed=work.state.subscribed,
        **belongings,
    )


def _next(message: SpreadMessage, topic: Topic, work: Work[State, Settings]) -> list[Subscription]:
    """Those of the next subscriptions that get the message; those behind them have their turn after."""
    some: list[Subscription] = []
    cost = 0
    for name in topic.names.irange(message.after, inclusive=(False, True)):
        if cost >= AT_ONCE:
            break
        some.append(topic.subscriptions[name])
        cost += DEAR if _kind(some[-1]) in LATER else 1
    if some and some[-1].subscription_name != topic.names[-1]:
        rest = message.model_copy(update={"after": some[-1].subscription_name})
        work.schedule(f"publication/{message.message_id}", work.now, rest)
    return [one for one in some if one.number <= message.subscribed and one.wants(message.message_tag)]


def _notify_all(
    wanting: list[Subscription], message: SpreadMessage, work: Work[State, Settings]
) -> None:
    taken = [one.subscription_name for one in wanting if _notify(one, message, work)]
    if taken:
        work.record(
            NotificationsTaken(
                topic_name=message.topic_name,
                message_id=message.message_id,
                subscription_names=taken,
                at=milliseconds(work.now),
            )
        )


def _notify(subscription: Subscription, message: SpreadMessage, work: Work[State, Settings]) -> bool:
    """Whether the subscriber has taken it at once: then there is no push to keep."""
    push = _push(subscription, message, work.request_id)
    if line_up(work, push, subscription):
        return False
    if _kind(subscription) in LATER:
        begin(work, push)
        attempt(work, push, subscription)
        return False
    refusal = give(work, push, subscription)
    if refusal:
        begin(work, push)
        conclude(work, push, subscription, refusal)
    return not refusal


def _kind(subscription: Subscription) -> endpoints.Kind:
    return endpoints.parse(subscription.endpoint).kind


def _push(subscription: Subscription, message: SpreadMessage, request_id: str) -> Push:
    topic_name, message_id, body, tag, time, group, user, system, attributes = SPREAD(vars(message))
    name = subscription.subscription_name
    return Push(
        f"{message_id}/{name}", topic_name, name, message_id, body, tag, time, 0, group, user, system,
        attributes, request_id,
    )  # fmt: skip
