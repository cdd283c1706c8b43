"""Launch templates as the source of a group's instances: whether there are such, and what they say."""

import re

from scalehook.kit import Deferred, Work
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.specifications import security_groups_of, types_of
from scalehook.scaling_controller.state import State
from scalehook.scaling_controller.state.launch_templates import KnownTemplate
from scalehook_contracts.errors.scaling_configurations import (
    LaunchTemplateSetNotFound,
    LaunchTemplateVersionSetNotFound,
    TemplateMissingParameterImageId,
    TemplateMissingParameterInstanceTypes,
    TemplateMissingParameterSecurityGroup,
    TemplateVersionNotNumber,
)
from scalehook_contracts.scaling_controller.configurations import CreateScalingConfiguration
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup

DEFAULT, LATEST = "Default", "Latest"
NUMBER = re.compile(r"[1-9][0-9]{0,9}", re.ASCII)


def check(
    template_id: str, version: str, work: Work[State, Settings], *, types: bool = False
) -> Deferred | None:
    """The version is there and says enough to make instances; `types` is whether their types are given
    otherwise. One that is not there may have been made just now: its event is waited for before it is
    refused.
    """
    check_version(version)
    if _version(template_id, version, work.state) is None:
        later = work.await_event(key(template_id), work.settings.late_events_seconds)
        if later is not None:
            return later
    _check_complete(specification(template_id, version, work), types)
    return None


def await_source(asked: CreateScalingGroup, work: Work[State, Settings]) -> Deferred | None:
    """Check the template of a group that is to have these settings, if it has one."""
    if not asked.launch_template_id:
        return None
    types = bool(asked.launch_template_overrides)
    return check(asked.launch_template_id, asked.launch_template_version, work, types=types)


def check_version(version: str) -> None:
    """It is a number, or says which one."""
    if version not in ("", DEFAULT, LATEST) and not NUMBER.fullmatch(version):
        raise TemplateVersionNotNumber()


def specification(
    template_id: str, version: str, work: Work[State, Settings]
) -> CreateScalingConfiguration:
    """What the version says; see `read`."""
    return read(template_id, version, work.state)


def read(template_id: str, version: str, state: State) -> CreateScalingConfiguration:
    """What the version says: empty or `Default` is the default version, `Latest` the newest. It may have
    been deleted since it was checked: that is refused as if it had never been there.
    """
    if template_id not in state.launch_templates:
        raise LaunchTemplateSetNotFound()
    found = _version(template_id, version, state)
    if found is None:
        raise LaunchTemplateVersionSetNotFound()
    return found


def key(template_id: str) -> str:
    """What requests wait for that name a template before it is known."""
    return f"launch-template/{template_id}"


def _version(template_id: str, version: str, state: State) -> CreateScalingConfiguration | None:
    template = state.launch_templates.get(template_id)
    return template.versions.get(_number(version, template)) if template else None


def _number(version: str, template: KnownTemplate) -> int:
    if version == LATEST:
        return max(template.versions, default=0)
    return template.default_version if version in ("", DEFAULT) else int(version)


def _check_complete(asked: CreateScalingConfiguration, types: bool) -> None:
    if not (asked.image_id or asked.image_name or asked.image_family):
        raise TemplateMissingParameterImageId()
    if not (types or types_of(asked)):
        raise TemplateMissingParameterInstanceTypes()
    if not security_groups_of(asked):
        raise TemplateMissingParameterSecurityGroup()
