"""What the receivers of a hook need, that are no templates."""

from scalehook.gateway.control.access.needs import Need, Statement, allow, policy
from scalehook_contracts.receiver import Kind, Receiver

COMPLETING = ["ess:CompleteLifecycleAction", "ess:RecordLifecycleActionHeartbeat"]
READING = ["mns:ReceiveMessage", "mns:DeleteMessage", "mns:ChangeMessageVisibility"]
ESS_ROLE = "role/AliyunESSDefaultRole"
IN_THE_CLOUD = "lets Auto Scaling notify the {}; here it needs no role"
CONSUMING = "completes or extends the actions"


def by_receiver(receiver: Receiver | None, region: str, account: str, group: str) -> list[Need]:
    """Of Auto Scaling, which notifies, and of the consumer, which completes."""
    consumer = [allow(COMPLETING, group)]
    sending = None if receiver is None else _sending(receiver, f"{region}:{account}")
    if receiver is not None and receiver.kind is Kind.QUEUE:
        queue = f"acs:mns:{region}:{account}:/queues/{receiver.name}/messages"
        consumer.insert(0, allow(READING, queue))
    found = [Need(who="consumer", kind="policy", why=CONSUMING, document=policy(*consumer))]
    if receiver is not None and sending is not None:
        why = IN_THE_CLOUD.format(receiver.kind.value)
        found.append(Need(who=ESS_ROLE, kind="policy", why=why, document=policy(sending)))
    return found


def _sending(receiver: Receiver, place: str) -> Statement | None:
    if receiver.kind is Kind.QUEUE:
        return allow(["mns:SendMessage"], f"acs:mns:{place}:/queues/{receiver.name}/messages")
    if receiver.kind is Kind.TOPIC:
        return allow(["mns:PublishMessage"], f"acs:mns:{place}:/topics/{receiver.name}/messages")
    if receiver.kind is Kind.EVENT_BUS:
        return allow(["eventbridge:PutEvents"], f"acs:eventbridge:{place}:eventbus/{receiver.name}")
    return None
