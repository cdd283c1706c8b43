"""Services of the cloud whose events come to the default bus."""

from scalehook.event_bus.official_sources import SOURCES, Source
from scalehook.event_bus.settings import Settings
from scalehook.event_bus.state import State
from scalehook.kit import Work
from scalehook_contracts.event_bus.buses import DEFAULT
from scalehook_contracts.event_bus.sources import (
    EventType,
    ListAliyunOfficialEventSources,
    OfficialEventSource,
    OfficialEventSources,
    OfficialEventSourcesAnswer,
)


def list_aliyun_official_event_sources(
    command: ListAliyunOfficialEventSources, work: Work[State, Settings]
) -> OfficialEventSourcesAnswer:
    """All of them; they were always there."""
    listed = [_view(source, work.settings) for source in SOURCES]
    return OfficialEventSourcesAnswer(data=OfficialEventSources(event_source_list=listed))


def _view(source: Source, settings: Settings) -> OfficialEventSource:
    return OfficialEventSource(
        arn=f"acs:eventbridge:{settings.region}:{settings.account_id}:eventsource/{source.name}",
        ctime=0,
        description=source.description,
        event_bus_name=DEFAULT,
        event_types=[_type(source, name) for name in source.types],
        full_name=source.full_name,
        name=source.name,
        status="Activated",
        type="AliyunOfficial",
    )


def _type(source: Source, name: str) -> EventType:
    _, group, short = name.split(":", 2)
    return EventType(event_source_name=source.name, group_name=group, name=name, short_name=short)
