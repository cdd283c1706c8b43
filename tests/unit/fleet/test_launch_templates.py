"""Launch templates: made, given versions, described, deleted."""

from typing import Any

import pytest

from scalehook.fleet.service import SERVICE
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.errors import ApiError
from scalehook_contracts.fleet.described_launch_templates import (
    DescribeLaunchTemplates,
    DescribeLaunchTemplateVersions,
    LaunchTemplateVersionView,
    LaunchTemplateView,
)
from scalehook_contracts.fleet.launch_templates import (
    CreateLaunchTemplate,
    CreateLaunchTemplateVersion,
    DeleteLaunchTemplate,
    DeleteLaunchTemplateVersion,
    ModifyLaunchTemplateDefaultVersion,
)
from support.answers import answer
from support.scaling.cloud import ACCOUNT, REGION
from support.scaling.wire import spelt

HERE = {"RegionId": REGION}
DATA = {
    "ImageId": "img",
    "InstanceType": "ecs.g7.large",
    "SecurityGroupIds.1": "sg-1",
    "SystemDisk.Category": "cloud_essd",
    "SystemDisk.Size": "60",
    "SystemDisk.DiskName": "system",
    "DataDisk.1.Size": "40",
    "DataDisk.1.Encrypted": "true",
    "NetworkInterface.1.SecurityGroupIds.1": "sg-2",
    "Tag.1.Key": "role",
    "Tag.1.Value": "web",
    "UserData": "IyEvYmluL3No",
    "InternetMaxBandwidthOut": "5",
    "ImageOptions.LoginAsNonRoot": "true",
    "SecurityOptions.TrustedSystemMode": "vTPM",
    "SpotPriceLimit": "0.5",
}


class Templates:
    """The fleet in rehearsal."""

    def __init__(self) -> None:
        self.rehearsal = Rehearsal(SERVICE)

    def ask(self, cls: Any, **parameters: str) -> Any:
        return answer(self.rehearsal, spelt(cls, {**HERE, **parameters}))

    def create(self, name: str = "web", **more: str) -> str:
        made = self.ask(CreateLaunchTemplate, LaunchTemplateName=name, **more)
        assert made.launch_template_version_number == 1
        return str(made.launch_template_id)

    def add(self, template: str, **more: str) -> int:
        made = self.ask(CreateLaunchTemplateVersion, LaunchTemplateId=template, **more)
        return int(made.launch_template_version_number)

    def all(self, **more: str) -> list[LaunchTemplateView]:
        return list(self.ask(DescribeLaunchTemplates, **more).launch_template_sets)

    def versions(self, template: str, **more: str) -> list[LaunchTemplateVersionView]:
        asked = {"LaunchTemplateId": template, **more}
        return list(self.ask(DescribeLaunchTemplateVersions, **asked).launch_template_version_sets)

    def refusal(self, cls: Any, **parameters: str) -> str:
        with pytest.raises(ApiError) as refusal:
            self.ask(cls, **parameters)
        return refusal.value.code


def test_everything_is_described_back() -> None:
    """What a version says is found again, under the names of old and new clients."""
    templates = Templates()
    made = templates.create(**DATA, VersionDescription="the first")
    [version] = templates.versions(made, DetailFlag="true")
    assert (version.version_number, version.default_version) == (1, True)
    assert (version.version_description, version.created_by) == ("the first", ACCOUNT)
    data = version.launch_template_data
    assert data is not None and data.system_disk is not None
    assert (data.image_id, data.instance_type, data.security_group_ids) == (
        "img",
        "ecs.g7.large",
        ["sg-1"],
    )
    assert (data.system_disk.category, data.system_disk.size) == ("cloud_essd", 60)
    assert (data.system_disk_category, data.system_disk_size) == ("cloud_essd", 60)
    assert (data.data_disks[0].size, data.data_disks[0].encrypted) == (40, "true")
    assert data.network_interfaces[0].security_group_ids == ["sg-2"]
    assert [(tag.key, tag.value) for tag in data.tags] == [("role", "web")]
    assert (data.user_data, data.internet_max_bandwidth_out) == ("IyEvYmluL3No", 5)
    assert data.image_options is not None and data.image_options.login_as_non_root
    assert data.security_options is not None and data.security_options.trusted_system_mode == "vTPM"
    assert data.spot_price_limit == 0.5


def test_details_only_when_asked_for() -> None:
    """Without the flag there are numbers and descriptions."""
    templates = Templates()
    [version] = templates.versions(templates.create(**DATA))
    assert version.launch_template_data is None


def test_versions() -> None:
    """They are numbered, never change, and none but the first is the default by itself."""
    templates = Templates()
    made = templates.create()
    assert [templates.add(made), templates.add(made)] == [2, 3]
    [view] = templates.all()
    assert (view.default_version_number, view.latest_version_number) == (1, 3)
    assert [one.version_number for one in templates.versions(made)] == [3, 2, 1]
    templates.ask(ModifyLaunchTemplateDefaultVersion, LaunchTemplateName="web", DefaultVersionNumber="2")
    [default] = templates.versions(made, DefaultVersion="true")
    assert default.version_number == 2
    ranged = templates.versions(made, MinVersion="2", MaxVersion="2")
    assert [one.version_number for one in ranged] == [2]
    chosen = {"LaunchTemplateVersion.1": "1", "LaunchTemplateVersion.2": "9"}
    assert [one.version_number for one in templates.versions(made, **chosen)] == [1]
    page = templates.versions(made, PageNumber="2", PageSize="2")
    assert [one.version_number for one in page] == [1]


def test_versions_go() -> None:
    """But for the default one; their numbers do not come again."""
    templates = Templates()
    made = templates.create()
    templates.add(made)
    delete = {"LaunchTemplateId": made, "DeleteVersion.1": "2"}
    gone = templates.ask(DeleteLaunchTemplateVersion, **delete, **{"DeleteVersion.2": "2"})
    assert [one.launch_template_version_number for one in gone.launch_template_versions] == [2]
    assert templates.refusal(DeleteLaunchTemplateVersion, **delete) == (
        "InvalidLaunchTemplateVersion.NotFound"
    )
    default = {"LaunchTemplateId": made, "DeleteVersion.1": "1"}
    assert templates.refusal(DeleteLaunchTemplateVersion, **default) == "InvalidParameter"
    none = templates.refusal(DeleteLaunchTemplateVersion, LaunchTemplateId=made)
    assert none == "MissingDeleteVersion"
    assert templates.add(made) == 3


def test_a_template_goes() -> None:
    """With its versions; its name is free."""
    templates = Templates()
    made = templates.create()
    templates.add(made)
    gone = templates.ask(DeleteLaunchTemplate, LaunchTemplateName="web")
    assert (gone.launch_template_id, gone.launch_template_version_numbers) == (made, [1, 2])
    assert templates.all() == []
    templates.create()


def test_filters() -> None:
    """By ids, names, tags of the template and resource group; what does not exist is passed over."""
    templates = Templates()
    tag = {"TemplateTag.1.Key": "team", "TemplateTag.1.Value": "a"}
    first = templates.create("first", **tag, TemplateResourceGroupId="rg-1")
    second = templates.create("second")

    def found(**filters: str) -> list[str]:
        return [one.launch_template_id for one in templates.all(**filters)]

    assert found() == [first, second]
    assert found(**{"LaunchTemplateId.1": second, "LaunchTemplateId.2": "lt-nosuch"}) == [second]
    assert found(**{"LaunchTemplateName.1": "first", "LaunchTemplateName.2": "none"}) == [first]
    assert found(**tag) == [first]
    assert found(**{"TemplateTag.1.Key": "team", "TemplateTag.1.Value": "b"}) == []
    assert found(TemplateResourceGroupId="rg-1") == [first]
    [view] = templates.all(**tag)
    assert [(one.tag_key, one.tag_value) for one in view.tags] == [("team", "a")]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"LaunchTemplateName": ""}, "MissingLaunchTemplateName"),
        ({"LaunchTemplateName": "x"}, "InvalidLaunchTemplateName.Malformed"),
        ({"LaunchTemplateName": "1x"}, "InvalidLaunchTemplateName.Malformed"),
        ({"LaunchTemplateName": "x" * 129}, "InvalidLaunchTemplateName.Malformed"),
        ({"LaunchTemplateName": "taken"}, "LaunchTemplateName.Duplicated"),
        ({"VersionDescription": "x"}, "InvalidDescription.Malformed"),
        ({"VersionDescription": "http://x"}, "InvalidDescription.Malformed"),
        ({"UserData": "?"}, "InvalidUserData.Base64FormatInvalid"),
        ({"UserData": "QUFB" * 11_000}, "InvalidUserData.SizeExceeded"),
        ({"Tag.1.Key": "a", "Tag.2.Key": "a"}, "Duplicate.TagKey"),
        ({"RegionId": "elsewhere"}, "InvalidRegion.NotExist"),
        ({"SystemDisk.Size": "large"}, "InvalidParameter"),
    ],
)
def test_refused_templates(given: dict[str, str], code: str) -> None:
    """With the documented codes; nothing is made."""
    templates = Templates()
    templates.create("taken")
    parameters = {"LaunchTemplateName": "new", **given}
    assert templates.refusal(CreateLaunchTemplate, **parameters) == code
    assert len(templates.all()) == 1


@pytest.mark.parametrize("cls", [CreateLaunchTemplateVersion, DeleteLaunchTemplate])
def test_unknown_templates(cls: Any) -> None:
    """An id that is not there, or not that of the name; and neither of both."""
    templates = Templates()
    templates.create()
    assert templates.refusal(cls, LaunchTemplateId="lt-nosuch") == "InvalidLaunchTemplate.NotFound"
    both = {"LaunchTemplateId": "lt-nosuch", "LaunchTemplateName": "web"}
    assert templates.refusal(cls, **both) == "InvalidLaunchTemplate.NotFound"
    assert templates.refusal(cls) == "MissingLaunchTemplateId"


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of templates, and of the versions of each."""
    monkeypatch.setenv("SCALEHOOK_FLEET_MAX_LAUNCH_TEMPLATES", "1")
    monkeypatch.setenv("SCALEHOOK_FLEET_MAX_LAUNCH_TEMPLATE_VERSIONS", "1")
    templates = Templates()
    made = templates.create()
    another = templates.refusal(CreateLaunchTemplate, LaunchTemplateName="other")
    assert another == "LaunchTemplateLimitExceed"
    version = templates.refusal(CreateLaunchTemplateVersion, LaunchTemplateId=made)
    assert version == "LaunchTemplateVersionLimitExceed"
