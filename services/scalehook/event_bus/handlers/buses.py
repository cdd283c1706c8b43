"""Buses."""

from scalehook.event_bus import delivering
from scalehook.event_bus.lookups import check_free, find_bus, names_page
from scalehook.event_bus.settings import Settings
from scalehook.event_bus.state import State
from scalehook.event_bus.views import bus_arn, bus_view
from scalehook.kit import Work
from scalehook_contracts.errors.eventbridge import EventBusAlreadyExist, InvalidArgument
from scalehook_contracts.event_bus.base import Answer, Told
from scalehook_contracts.event_bus.buses import (
    DEFAULT,
    CreateEventBus,
    DeleteEventBus,
    EventBusAnswer,
    EventBusCreated,
    EventBusCreation,
    EventBusDeleted,
    EventBusList,
    EventBusName,
    EventBusPage,
    EventBusUpdated,
    GetEventBus,
    ListEventBuses,
    UpdateEventBus,
)


def create_event_bus(command: CreateEventBus, work: Work[State, Settings]) -> EventBusCreation:
    """Names are taken once."""
    name = command.event_bus_name
    check_free(name, "EventBusName")
    if name in work.state.buses:
        raise EventBusAlreadyExist()
    work.record(
        EventBusCreated(event_bus_name=name, description=command.description, at=work.now.timestamp())
    )
    return EventBusCreation(data=EventBusName(event_bus_arn=bus_arn(name, work.settings)))


def get_event_bus(command: GetEventBus, work: Work[State, Settings]) -> EventBusAnswer:
    """As it is."""
    return EventBusAnswer(data=bus_view(find_bus(command.event_bus_name, work.state), work.settings))


def update_event_bus(command: UpdateEventBus, work: Work[State, Settings]) -> Answer:
    """Nothing of a bus can be changed but its description."""
    bus = find_bus(command.event_bus_name, work.state)
    work.record(EventBusUpdated(event_bus_name=bus.name, description=command.description))
    return Answer()


def list_event_buses(command: ListEventBuses, work: Work[State, Settings]) -> EventBusList:
    """One page, by name."""
    state = work.state
    page = names_page(state.bus_names, command.name_prefix, command.next_token, command.limit)
    views = [bus_view(state.buses[name], work.settings) for name in page.found]
    return EventBusList(
        data=EventBusPage(event_buses=views, next_token=page.next_token, total=page.total)
    )


def delete_event_bus(command: DeleteEventBus, work: Work[State, Settings]) -> Told:
    """With its rules; the cloud's own stays."""
    bus = find_bus(command.event_bus_name, work.state)
    if bus.name == DEFAULT:
        raise InvalidArgument("The argument EventBusName is invalid: the bus default stays.")
    work.record(EventBusDeleted(event_bus_name=bus.name))
    delivering.drop_held((line for rule in bus.rules.values() for line in rule.lines()), work)
    return Told()
