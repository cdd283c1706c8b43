"""The messages of queues: a service and the reference, asked the same."""

from typing import Any

from scalehook_contracts.errors import ApiError
from scalehook_contracts.message_service.batches import (
    BatchDeleteMessage,
    BatchPeekMessage,
    BatchReceiveMessage,
    BatchSendMessage,
)
from scalehook_contracts.message_service.messages import (
    ChangeMessageVisibility,
    DeleteMessage,
    MessageEnqueued,
    MessageEntry,
    ReceiveMessage,
    SendMessage,
)
from support.queues.both import GONE, Both
from support.queues.reference import Kept, Known

Part = tuple[int | None, int | None, str]  # delay, priority, group


class Pair(Both):
    """What clients do with both of them."""

    def send(self, name: str, part: Part) -> str:
        """One message; its handle, if it is delayed."""
        entry = self._entry(part)
        reply, error = self.ask(SendMessage(queue_name=name, **dict(entry)))
        if name not in self.reference.queues:
            assert error == GONE
            return "none"
        assert reply.message_group_id == part[2]
        self._sent(self.reference.queues[name], entry, reply)
        self.settle()
        return reply.receipt_handle or "none"

    def send_batch(self, name: str, parts: list[Part], bad: set[int]) -> None:
        """Some at once: the good ones are sent whatever the others are."""
        entries = [self._entry(part) for part in parts]
        given = [
            entry.model_copy(update={"priority": 17}) if number in bad else entry
            for number, entry in enumerate(entries)
        ]
        reply, error = self.ask(BatchSendMessage(queue_name=name, messages=given))
        if name not in self.reference.queues:
            assert error == GONE
            return
        codes = [one.error_code for one in reply.messages]
        assert codes == ["InvalidArgument" if number in bad else None for number in range(len(parts))]
        for entry, one in zip(entries, reply.messages, strict=True):
            if not one.error_code:
                self._sent(self.reference.queues[name], entry, one)
        self.settle()

    def receive(self, name: str, number: int, single: bool = False) -> list[str]:
        """Their handles."""
        queue = self.reference.queues.get(name)
        expected = self.reference.receivable(queue)[: 1 if single else number] if queue else []
        many = BatchReceiveMessage(queue_name=name, num_of_messages=number)
        reply, error = self.ask(ReceiveMessage(queue_name=name) if single else many)
        assert error == (GONE if queue is None else "" if expected else "MessageNotExist")
        got = [] if reply is None else [reply] if single else reply.messages
        assert [message.message_body for message in got] == [one.body for one in expected]
        for one, message in zip(expected, got, strict=True):
            self.reference.receive(self.reference.queues[name], one, message)
        self.settle()
        return [message.receipt_handle for message in got]

    def peek(self, name: str, number: int) -> None:
        """Those that would be received."""
        queue = self.reference.queues.get(name)
        expected = self.reference.receivable(queue)[:number] if queue else []
        reply, error = self.ask(BatchPeekMessage(queue_name=name, num_of_messages=number))
        assert error == (GONE if queue is None else "" if expected else "MessageNotExist")
        for one, message in zip(expected, reply.messages if reply else [], strict=True):
            one.check(message)

    def poll(self, name: str, seconds: int) -> None:
        """A long poll, whose answer comes now or later."""
        who = f"w{next(self.numbers)}"
        step = self.mns.play(ReceiveMessage(queue_name=name, wait_seconds=seconds), message_id=who)
        if name not in self.reference.queues:
            assert isinstance(step.reply, ApiError)
            assert step.reply.code == GONE
            return
        self.reference.queues[name].waiting[who] = self.reference.now + seconds * 1000
        if step.reply is not None:
            self.mns.late[who] = step.reply
        self.settle()

    def delete(self, name: str, handles: list[str]) -> None:
        """One by itself, several at once."""
        queue, wrong = self.reference.queues.get(name), []
        for handle in handles if queue else []:
            one, code = self.reference.held(queue, handle)
            if one:
                queue.remove(one)
            else:
                wrong.append((code, handle))
        if len(handles) == 1:
            _, error = self.ask(DeleteMessage(queue_name=name, receipt_handle=handles[0]))
            assert error == (GONE if queue is None else wrong[0][0] if wrong else "")
        else:
            reply, error = self.ask(BatchDeleteMessage(queue_name=name, receipt_handles=handles))
            assert error == (GONE if queue is None else "")
            failed = [(one.error_code, one.receipt_handle) for one in reply.errors] if reply else []
            assert failed == wrong
        self.settle()

    def hold(self, name: str, handle: str, timeout: int) -> str:
        """For another time; 0 gives it back. The new handle."""
        queue = self.reference.queues.get(name)
        one, code = self.reference.held(queue, handle) if queue else (None, GONE)
        command = ChangeMessageVisibility(
            queue_name=name, receipt_handle=handle, visibility_timeout=timeout
        )
        reply, error = self.ask(command)
        assert error == code
        if one is None:
            return "none"
        one.handle, one.visible_at = reply.receipt_handle, self.reference.now + timeout * 1000
        assert reply.next_visible_time == one.visible_at
        self.settle()
        return reply.receipt_handle

    def _entry(self, part: Part) -> MessageEntry:
        delay, priority, group = part
        return MessageEntry(
            message_body=f"body {next(self.numbers)}",
            delay_seconds=delay,
            priority=priority,
            message_group_id=group,
        )

    def _sent(self, queue: Kept, entry: MessageEntry, reply: Any) -> None:
        delay = 0 if queue.fifo else (entry.delay_seconds or 0)
        handle = self._handle_of(reply.message_id)  # a batch that was refused in part does not say it
        assert reply.receipt_handle in (None, handle)
        assert bool(handle) == bool(delay)
        queue.add(
            Known(
                body=entry.message_body,
                priority=8 if queue.fifo or entry.priority is None else entry.priority,
                group=entry.message_group_id or "",
                sent_at=self.reference.now,
                visible_at=self.reference.now + delay * 1000,
                message_id=reply.message_id,
                handle=handle,
            )
        )

    def _handle_of(self, message_id: str) -> str | None:
        """With which it was sent."""
        events = (one for one in reversed(self.mns.recorded) if isinstance(one, MessageEnqueued))
        return next(one.receipt_handle for one in events if one.message_id == message_id) or None
