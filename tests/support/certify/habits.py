"""Bad habits: consumers that are good but for one thing."""

import contextlib
import json
from typing import Any

from scalehook.certify.props import QUEUE
from scalehook.gateway.faults.cut import HungUp
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.mns import MessageNotExist
from scalehook_contracts.fleet.instance_listing import DescribeInstances
from scalehook_contracts.message_service.messages import ReceivedMessage, ReceiveMessage
from scalehook_contracts.scaling_controller.actions import CompleteLifecycleAction
from scalehook_contracts.scaling_controller.hooks import DescribeLifecycleHooks
from scalehook_contracts.scaling_controller.waiting_actions import ListWaitingActions
from support.certify.minds import BACKOFF_SECONDS, UNKNOWN, Died, Mind, Steps, Work


class NeverGivesUp(Mind):
    """A refusal is no reason to stop."""

    def tell(self, work: Work, result: str) -> Steps:
        while True:
            try:
                work.complete(result)
            except (ApiError, HungUp):
                yield BACKOFF_SECONDS
            else:
                return


class Forgetful(NeverGivesUp):
    """Works on each copy as if it were the first."""

    def handle(self, work: Work) -> Steps:
        yield from self.work(work)
        yield from self.tell(work, "CONTINUE")
        yield from work.delete()


class GivesUpAtOnce(Mind):
    """One refusal is enough."""

    def tell(self, work: Work, result: str) -> Steps:
        try:
            work.complete(result)
        except ApiError:
            return
        yield 0


class Careless(Mind):
    """Takes each message for an action's, and completes what it says."""

    def read(self, message: ReceivedMessage) -> dict[str, Any] | None:
        content = super().read(message)
        if content is None:
            with contextlib.suppress(ApiError):
                Work(
                    self, message, {"lifecycleHookId": "", "lifecycleActionToken": ""}, self.now
                ).complete("CONTINUE")
        return content


class Fragile(Mind):
    """Dies of what it cannot read."""

    def read(self, message: ReceivedMessage) -> dict[str, Any] | None:
        content = super().read(message)
        if content is None:
            raise Died("KeyError: lifecycleActionToken")
        return content


class LooksFirst(Mind):
    """Cannot work on an instance that is no more, and leaves the message where it is."""

    def handle(self, work: Work) -> Steps:
        asked = DescribeInstances(
            instance_ids=json.dumps(work.content["instanceIds"]), region_id="cn-hangzhou"
        )
        if self.call.cloud.call(asked).instances:
            yield from super().handle(work)


class Heartless(Mind):
    """Sends no heartbeats."""

    def beat(self, work: Work) -> bool:
        return True


class BeatsOn(Mind):
    """Sends heartbeats whatever is answered."""

    def beat(self, work: Work) -> bool:
        try:
            work.heartbeat()
        except ApiError:
            return True
        return True


class RemembersInstances(Mind):
    """What it has seen of an instance once is done."""

    def handle(self, work: Work) -> Steps:
        seen = self.done.issuperset(work.content["instanceIds"])
        self.done.update(work.content["instanceIds"])
        yield from work.delete() if seen else super().handle(work)


class KeepsRefused(Mind):
    """Deletes only what it has completed."""

    def handle(self, work: Work) -> Steps:
        try:
            work.complete("CONTINUE")
        except ApiError:
            return
        yield from work.delete()


class Optimist(Mind):
    """What failed is told as done."""

    def tell(self, work: Work, result: str) -> Steps:
        yield from super().tell(work, "CONTINUE")


class Meddler(Mind):
    """Completes whatever waits, told of it or not."""

    def idle(self) -> None:
        for action in self.call.cloud.call(ListWaitingActions()).waiting_actions:
            self.call(
                CompleteLifecycleAction(
                    lifecycle_hook_id=action.lifecycle_hook_id,
                    lifecycle_action_token=action.lifecycle_action_token,
                    region_id="cn-hangzhou",
                )
            )


class FreshStart(Mind):
    """Throws away what came before it."""

    def begin(self) -> None:
        while True:
            try:
                message = self.call(ReceiveMessage(queue_name=QUEUE, wait_seconds=0))
            except MessageNotExist:
                return
            for _ in Work(self, message, {}, self.now).delete():
                pass


class DiesOfSilence(Mind):
    """No answer is an error, and an error is the end."""

    def tell(self, work: Work, result: str) -> Steps:
        try:
            work.complete(result)
        except HungUp as problem:
            raise Died("ConnectionResetError") from problem
        yield 0


class Hammers(Mind):
    """Tries each second."""

    def tell(self, work: Work, result: str) -> Steps:
        while True:
            try:
                work.complete(result)
            except ApiError:
                yield 1
            else:
                return


class OneAtATime(Mind):
    """Ten seconds for each, one after the other."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given, slots=1)

    def work(self, work: Work) -> Steps:
        yield from super().work(work)
        yield 10


class HoldsNothing(Forgetful):
    """Never holds a message on."""

    def work(self, work: Work) -> Steps:
        yield float(work.asked.get("work", "0s")[:-1])


class DeletesFirst(Mind):
    """What it has deleted, and not done, is lost."""

    def handle(self, work: Work) -> Steps:
        yield from work.delete()
        yield from super().handle(work)


class KeepsInHand(Mind):
    """Ends when it is asked to, and says so to nobody."""

    def end(self) -> None:
        pass


class Greedy(Mind):
    """Works on all that comes."""

    def is_mine(self, content: dict[str, Any]) -> bool:
        return True


class Registry(Mind):
    """Knows the instances of its group, and no others: for those nothing is done."""

    def handle(self, work: Work) -> Steps:
        waiting = self.call.cloud.call(ListWaitingActions()).waiting_actions
        known = {instance for action in waiting for instance in action.instance_ids}
        if not known.issuperset(work.content["instanceIds"]):
            yield from work.delete()
        else:
            yield from super().handle(work)


class BelievesTheHook(Mind):
    """Asks for so little time as the hook has now: that is what the wait gets."""

    def beat(self, work: Work) -> bool:
        asked = DescribeLifecycleHooks(lifecycle_hook_ids=[work.content["lifecycleHookId"]])
        [hook] = self.call.cloud.call(asked).lifecycle_hooks
        try:
            work.heartbeat(hook.heartbeat_timeout)
        except ApiError as problem:
            return problem.code != UNKNOWN
        return True


class Impatient(Mind):
    """Asks again and again, and never waits."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given, poll_seconds=0)
