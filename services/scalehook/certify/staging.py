"""Sets the stage for one scenario after the other."""

import contextlib
import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass

from scalehook.certify import props
from scalehook.certify.actor import Actor
from scalehook.certify.consumer import Attached, Command, Consumer, Container
from scalehook.certify.consumer.environment import Place, Told
from scalehook.certify.consumer.readiness import Bell, bell
from scalehook.certify.consumer.signs import Signs
from scalehook.certify.options import Options
from scalehook.certify.principal import Key, create_user
from scalehook.certify.profile import Profile
from scalehook.certify.scenario import Scenario
from scalehook.certify.stack import EVENTS, Witnessed, witnessed_stack
from scalehook.certify.stage import Stage
from scalehook.testing.builders import Queue, Topic
from scalehook.testing.throwaway import free_port


def consumer_of(profile: Profile) -> Consumer:
    """As the profile says that it is run."""
    if profile.attach:
        return Attached()
    return (
        Container(profile.container) if profile.container else Command(profile.command, profile.folder)
    )


@dataclass(frozen=True)
class House:
    """A stack, and a consumer that is told of it; both may see several scenarios."""

    witnessed: Witnessed
    actor: Actor
    to: Queue | Topic | None
    timeout: int  # that the consumer was told of

    def fits(self, scenario: Scenario) -> bool:
        """Whether what the consumer was told is true in this one, too, and nobody has to start it."""
        return self.timeout == scenario.setup.timeout and not scenario.needs.restart

    def renew(self, scenario: Scenario) -> None:
        """As if nothing had been played here, but that the consumer runs and time has passed."""
        cloud = self.witnessed.cloud
        cloud.faults.clear()
        props.clear(cloud, self.to, scenario.setup)
        self.witnessed.chronicle.begin()
        self.actor.renew()


class Staging:
    """For one scenario at a time. A house is new for each, unless it is kept; one in which a scenario
    has not held is not kept. That of an attached consumer always is: there is no other.
    """

    def __init__(self, options: Options, stop: Callable[[], bool]) -> None:
        self._options, self._stop = options, stop
        self._ending = ExitStack()
        self._house: House | None = None
        self._fit = False

    @contextlib.contextmanager
    def stage(self, scenario: Scenario) -> Iterator[Stage]:
        """The consumer is not started yet, or still runs. It is ended with the block, unless it is
        kept.
        """
        profile = self._options.profile
        house = self._house
        if house is not None and (profile.attach or (self._fit and house.fits(scenario))):
            house.renew(scenario)
        else:
            self.close()
            house = self._house = self._ending.enter_context(
                _opened(scenario, self._options, self._stop)
            )
        cloud, setup = house.witnessed.cloud, scenario.setup
        made = props.set_up(cloud, setup, house.to)
        rng = random.Random(f"{self._options.seed}/{scenario.name}")
        yield Stage(
            cloud, house.witnessed.chronicle, made, house.actor, setup, rng, self._options.patience,
            virtual=profile.clock == "virtual", on_failure=profile.on_failure,
        )  # fmt: skip

    def leave(self, *, held: bool) -> None:
        """A scenario is over."""
        self._fit = held
        if not (self._options.keep or self._options.profile.attach):
            self.close()

    def close(self) -> None:
        """The consumer ends, then the stack."""
        self._house = None
        self._ending.close()


@contextlib.contextmanager
def _opened(scenario: Scenario, options: Options, stop: Callable[[], bool]) -> Iterator[House]:
    profile = options.profile
    with ExitStack() as ending:
        witnessed = ending.enter_context(witnessed_stack(options))
        ringing = ending.enter_context(bell())
        cloud, place = witnessed.cloud, _place(profile, witnessed)
        key = _key(witnessed, place, profile)
        to = props.carrier(cloud, place, scenario.setup)
        told = Told(
            cloud.address, key, cloud.region, cloud.account_id, place, props.GROUP, props.HOOK,
            scenario.setup.timeout, scenario.name, options.seed, ringing.url,
        )  # fmt: skip
        actor = _actor(told, witnessed, ringing, profile, stop)
        ending.callback(actor.close)
        if profile.attach:
            options.announce(actor.environment)
        yield House(witnessed, actor, to, scenario.setup.timeout)


def _actor(
    told: Told, witnessed: Witnessed, ringing: Bell, profile: Profile, stop: Callable[[], bool]
) -> Actor:
    return Actor(
        consumer_of(profile), {**told.variables(), **profile.env}, witnessed.chronicle,
        Signs(witnessed, told.place, ringing, profile.ready.url if profile.ready else ""),
        profile.start_seconds, profile.stop_seconds, witnessed.brake, stop, profile.supervise,
    )  # fmt: skip


def _key(witnessed: Witnessed, place: Place, profile: Profile) -> Key:
    """An attached consumer cannot be told a new one: it calls as whom the account's own key says."""
    cloud = witnessed.cloud
    if profile.attach:
        return Key(cloud.access_key_id, cloud.access_key_secret)
    return create_user(cloud, place.queue)


def _place(profile: Profile, witnessed: Witnessed) -> Place:
    if profile.source == "mns":
        return Place(queue=props.QUEUE)
    if profile.source == "rabbit":
        return Place(amqp_url=witnessed.cloud.amqp_url, amqp_queue=EVENTS)
    return Place(
        topic=props.TOPIC, push_port=profile.push_port or free_port(), push_path=profile.push_path
    )
