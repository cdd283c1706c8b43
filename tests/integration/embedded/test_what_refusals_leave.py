"""A refused request is forgotten with its answer: nobody has to look for garbage first."""

import gc
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

import httpx
import pytest

from scalehook.embedded import EmbeddedStack
from scalehook.gateway.app import Gateway
from scalehook.gateway.http import HttpRequest
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit.machine.envelope import Envelope
from support.desk_of_gateway import KEY_ID, SECRET, Desk
from support.line import settle

KEYS = GatewaySettings(port=0, access_key_id=KEY_ID, access_key_secret=SECRET)
MESSAGE = b"<Message><MessageBody>%s</MessageBody></Message>"
TEMPLATE = {"TemplateName": "ACS-ESS-LifeCycleRunCommand"}
START = {"Action": "StartExecution", "Version": "2019-06-01", **TEMPLATE}
POLICY = {"Action": "CreatePolicy", "Version": "2015-05-01", "PolicyName": "p"}
Ask = Callable[[Desk], Awaitable[httpx.Response]]

REFUSED: dict[str, Ask] = {
    "an unknown queue": lambda desk: desk.mns("POST", "/queues/none/messages", MESSAGE % b"x"),
    "a message too large": lambda desk: desk.mns("POST", "/queues/q/messages", MESSAGE % (b"x" * 99999)),
    "no XML": lambda desk: desk.mns("POST", "/queues/q/messages", b"<Message>"),
    "a wrong signature": lambda desk: desk.mns("PUT", "/queues/q", b"<Queue/>", secret="wrong"),
    "an unknown template": lambda desk: desk.rpc(**{**START, "TemplateName": "none"}),
    "parameters that are no JSON": lambda desk: desk.rpc(**START, Parameters='{"a":'),
    "parameters of no text": lambda desk: desk.rpc(**START, Parameters='{"a":"\\ud800"}'),
    "a policy that is none": lambda desk: desk.rpc(**POLICY, PolicyDocument="{"),
    "an unknown action": lambda desk: desk.rpc(Action="None"),
    "a foreign host": lambda desk: desk.send("POST", "/", headers={"host": "elsewhere"}),
}


@pytest.fixture(params=["direct", "asgi"])
async def desk(request: pytest.FixtureRequest) -> AsyncIterator[Desk]:
    desk = Desk(over_asgi=request.param == "asgi")
    async with EmbeddedStack(KEYS).running() as stack:
        await stack.wake()
        desk.gateway = Gateway(stack.bus, KEYS, desk.stack)
        yield desk


@pytest.fixture
def no_collection() -> Iterator[None]:
    gc.collect()
    gc.freeze()  # what there was before is not looked through
    gc.disable()
    yield
    gc.enable()
    gc.unfreeze()


def held() -> int:
    """Requests and messages that somebody still holds."""
    return sum(type(thing) in (HttpRequest, Envelope) for thing in gc.get_objects())


@pytest.mark.usefixtures("no_collection")
async def test_nothing(desk: Desk) -> None:
    """Neither the request nor its message, through which all of its body would be kept."""
    left = {}
    for refused, ask in REFUSED.items():
        assert (await ask(desk)).status_code >= 400  # whatever is kept once, and for good
        await settle()  # EventBridge is told of the call
        before = held()
        for _ in range(3):
            await ask(desk)
        await settle()
        left[refused] = held() - before
    assert left == dict.fromkeys(REFUSED, 0)
