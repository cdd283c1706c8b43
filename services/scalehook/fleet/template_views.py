"""Launch templates as they are described."""

from scalehook.fleet.state.launch_templates import LaunchTemplate, TemplateVersion
from scalehook.kit.clock.moments import iso_seconds, moment
from scalehook_contracts.fleet.described_launch_templates import (
    LaunchTemplateDataView,
    LaunchTemplateVersionView,
    LaunchTemplateView,
    TemplateTagView,
)
from scalehook_contracts.fleet.launch_template_data import LaunchTemplateData


def template_view(template: LaunchTemplate) -> LaunchTemplateView:
    """A template."""
    return LaunchTemplateView(
        launch_template_id=template.template_id,
        launch_template_name=template.name,
        created_by=template.created_by,
        create_time=iso_seconds(moment(template.created_at)),
        modified_time=iso_seconds(moment(template.modified_at)),
        default_version_number=template.default_version,
        latest_version_number=template.latest_version,
        resource_group_id=template.resource_group_id,
        tags=[TemplateTagView(tag_key=tag.key, tag_value=tag.value) for tag in template.tags],
    )


def version_view(
    version: TemplateVersion, template: LaunchTemplate, with_data: bool
) -> LaunchTemplateVersionView:
    """A version, with what it says or without."""
    created = iso_seconds(moment(version.created_at))
    return LaunchTemplateVersionView(
        launch_template_id=template.template_id,
        launch_template_name=template.name,
        version_number=version.number,
        version_description=version.description,
        default_version=version.number == template.default_version,
        created_by=version.created_by,
        create_time=created,
        modified_time=created,
        launch_template_data=_data_view(version) if with_data else None,
    )


def _data_view(version: TemplateVersion) -> LaunchTemplateDataView:
    data, disk = version.data, version.data.system_disk
    fields = {name: getattr(data, name) for name in LaunchTemplateData.model_fields}
    return LaunchTemplateDataView(
        **fields,
        system_disk_category=disk.category if disk else None,
        system_disk_size=disk.size if disk else None,
        system_disk_name=disk.disk_name if disk else None,
        system_disk_description=disk.description if disk else None,
        tags=version.tags,
    )
