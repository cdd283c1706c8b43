"""Server groups of ALB. Jobs are done at once."""

from scalehook.fleet import client_tokens
from scalehook.fleet.resource_lookups import server_group_of
from scalehook.fleet.settings import Settings
from scalehook.fleet.state import State
from scalehook.fleet.views.server_groups import server_group_view
from scalehook.kit import Work
from scalehook.kit.api.paging import next_page
from scalehook.kit.shelves import Mark
from scalehook_contracts.errors.alb import DryRunOperation
from scalehook_contracts.fleet.server_groups import (
    CreateServerGroup,
    DeleteServerGroup,
    ListServerGroups,
    ServerGroupCreated,
    ServerGroupCreation,
    ServerGroupDeleted,
    ServerGroupJob,
    ServerGroupPage,
)


def create_server_group(command: CreateServerGroup, work: Work[State, Settings]) -> ServerGroupCreation:
    """Without servers."""
    earlier = client_tokens.earlier_answer(command, command.client_token, work)
    if earlier is not None:
        return ServerGroupCreation(server_group_id=earlier[0], job_id=work.new_uuid())
    if command.dry_run:
        raise DryRunOperation()
    group_id = work.new_id("sgp-", 18)
    work.record(
        ServerGroupCreated(server_group_id=group_id, created_at=work.now.timestamp(), request=command)
    )
    client_tokens.remember(command, command.client_token, [group_id], work)
    return ServerGroupCreation(server_group_id=group_id, job_id=work.new_uuid())


def list_server_groups(command: ListServerGroups, work: Work[State, Settings]) -> ServerGroupPage:
    """Those that are asked for, or all."""
    names: list[Mark] = [("name", name) for name in dict.fromkeys(command.server_group_names)]
    ids = dict.fromkeys(command.server_group_ids)
    found = work.state.listings.server_groups.find(*([names] if names else []), keys=ids or None)
    chosen, token = next_page(found, command.next_token, command.max_results)
    return ServerGroupPage(
        server_groups=[server_group_view(group) for group in chosen],
        max_results=command.max_results,
        next_token=token,
        total_count=len(found),
    )


def delete_server_group(command: DeleteServerGroup, work: Work[State, Settings]) -> ServerGroupJob:
    """It is gone, with its servers."""
    earlier = client_tokens.earlier_answer(command, command.client_token, work)
    if earlier is not None:
        return ServerGroupJob(job_id=earlier[0])
    server_group_of(command.server_group_id, work.state)
    if command.dry_run:
        raise DryRunOperation()
    work.record(ServerGroupDeleted(server_group_id=command.server_group_id))
    job_id = work.new_uuid()
    client_tokens.remember(command, command.client_token, [job_id], work)
    return ServerGroupJob(job_id=job_id)
