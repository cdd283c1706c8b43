"""Calls of a consumer in this process: faults strike them and the chronicle hears them, as over HTTP."""

from dataclasses import dataclass
from typing import Any, cast

from scalehook.certify.chronicle import Chronicle
from scalehook.certify.hearing import call_of
from scalehook.embedded import EmbeddedStack
from scalehook.gateway.faults.befalling import befall
from scalehook.gateway.faults.own import Standing
from scalehook.gateway.listening import Heard
from scalehook.kit import ROOT
from scalehook.testing.cloud import Cloud
from scalehook_contracts.base import Operation, Reply, ReplyT

KEY = "consumer"


@dataclass(frozen=True)
class Calling:
    """`calling(operation)`: the reply, or what the consumer's HTTP client would raise."""

    cloud: Cloud
    chronicle: Chronicle

    def __call__(self, operation: Operation[ReplyT], heard: Operation[ReplyT] | None = None) -> ReplyT:
        """It is heard as `heard`, where that is given: a long poll need not take its time here."""
        return self.cloud.run(self._called(operation, heard or operation))

    async def _called(self, operation: Operation[ReplyT], heard: Operation[ReplyT]) -> ReplyT:
        stack = self.cloud.stack
        assert isinstance(stack, EmbeddedStack)
        assert stack.gateway_server is not None
        fault = stack.gateway_server.faults.meet(operation, KEY)
        outcome: Reply | Exception
        try:
            outcome = await self._answer(stack, fault, operation)
        except Exception as problem:  # told to whoever has called
            outcome = problem
        told = Heard(heard, KEY, outcome, fault.spec.kind if fault else "")
        self.chronicle.hear(call_of(told, stack.clock.now(), self.chronicle.now()))
        if isinstance(outcome, Exception):
            raise outcome
        return cast(ReplyT, outcome)

    async def _answer(
        self, stack: EmbeddedStack, fault: Standing | None, operation: Operation[Any]
    ) -> Reply:
        async def ask() -> Reply:
            answer: Reply = await stack.bus.call(operation, caller=ROOT)
            return answer

        if fault is None:
            return await ask()
        return await befall(fault, operation, ask, stack.bus, stack.clock.now)
