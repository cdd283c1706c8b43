"""Regions, limits, and whether Auto Scaling may be used."""

from typing import Any

import pytest

from scalehook.kit.api.operations import operations
from scalehook.scaling_controller.service import SERVICE
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.errors import ApiError
from scalehook_contracts.products import ESS
from scalehook_contracts.scaling_controller.limits import DescribeLimitation
from scalehook_contracts.scaling_controller.regions import DescribeRegions
from scalehook_contracts.scaling_controller.users import VerifyAuthentication, VerifyUser
from support.answers import answer
from support.hostile_values import Maker
from support.scaling.cloud import ACCOUNT, REGION, Cloud
from support.scaling.configurations import code_of


@pytest.mark.parametrize(
    ("language", "name"),
    [("zh-CN", "华东1（杭州）"), ("en-US", "China (Hangzhou)"), ("ja", "中国 (杭州)")],
)
def test_the_region(language: str, name: str) -> None:
    """There is one, called as each language calls it."""
    [region] = Cloud().ask(DescribeRegions(accept_language=language)).regions
    assert (region.region_id, region.local_name) == (REGION, name)
    assert region.region_endpoint == "ess.aliyuncs.com"
    assert not (region.classic_unavailable or region.vpc_unavailable)


def test_chinese_is_the_default() -> None:
    """As documented."""
    assert Cloud().ask(DescribeRegions()).regions[0].local_name == "华东1（杭州）"


def test_a_region_without_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is called by its id, and has an endpoint of its own."""
    monkeypatch.setenv("SCALEHOOK_REGION", "xx-nowhere-1")
    answered = answer(Rehearsal(SERVICE), DescribeRegions(accept_language="ja"))
    [region] = answered.regions
    assert (region.local_name, region.region_endpoint) == (
        "xx-nowhere-1",
        "ess.xx-nowhere-1.aliyuncs.com",
    )


@pytest.mark.parametrize("language", ["de", "en", "zh-cn", "EN-US"])
def test_other_languages(language: str) -> None:
    """Are refused with the documented message."""
    with pytest.raises(ApiError, match=r"Only Chinese \(zh-CN\)") as refusal:
        Cloud().ask(DescribeRegions(accept_language=language))
    assert (refusal.value.code, refusal.value.status) == ("InvalidAcceptLanguage.NotFound", 404)


def test_the_limits_are_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """All fourteen; the smallest and the largest size have the same one."""
    monkeypatch.setenv("SCALEHOOK_MAX_SCALING_RULES", "7")
    monkeypatch.setenv("SCALEHOOK_MAX_GROUP_SIZE", "2001")
    limits = Cloud().ask(DescribeLimitation()).model_dump(by_alias=True)
    assert len(limits) == 14 and all(isinstance(limit, int) for limit in limits.values())
    assert (limits["MaxNumberOfScalingRules"], limits["MaxNumberOfLifecycleHooks"]) == (7, 6)
    assert limits["MaxNumberOfMinSize"] == limits["MaxNumberOfMaxSize"] == 2001


def test_who_may_use_it() -> None:
    """The account of this cloud, in its region; no other."""
    cloud = Cloud()
    cloud.ask(VerifyUser())
    cloud.ask(VerifyUser(region_id=REGION))
    cloud.ask(VerifyAuthentication(only_check=True, uid=int(ACCOUNT)))
    assert code_of(cloud, VerifyUser(region_id="elsewhere")) == "InvalidRegionId.NotFound"
    assert code_of(cloud, VerifyAuthentication(uid=1)) == "UserNotAuthorizeEss"


OPERATIONS = [cls for (product, _), cls in operations().items() if product == ESS.name.lower()]
EVERYWHERE = {
    "DescribeLimitation", "DescribeNotificationTypes", "DescribeRegions", "VerifyAuthentication",
}  # fmt: skip


@pytest.mark.parametrize("cls", OPERATIONS, ids=lambda cls: cls.__name__)
def test_there_is_no_other_region(cls: Any) -> None:
    """SDKs send their region with every operation: what is about a region refuses another one, before it
    looks at anything else.
    """
    assert ("region_id" in cls.model_fields) == (cls.__name__ not in EVERYWHERE)
    if cls.__name__ not in EVERYWHERE:
        command = cls.model_validate({**Maker(cls).fitting(), "RegionId": "cn-nowhere"})
        with pytest.raises(ApiError) as caught:
            Cloud().ask(command)
        assert caught.value.code == "InvalidRegionId.NotFound"
