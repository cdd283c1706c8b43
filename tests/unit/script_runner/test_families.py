"""What an image makes of an instance."""

import pytest

from scalehook.script_runner import guest
from scalehook.script_runner.executors.container.images import image_for
from scalehook.script_runner.executors.families import family_of

LONG = "centos_7_9_x64_20G_alibase_20240628.vhd"


@pytest.mark.parametrize(
    ("image_id", "name", "version", "shell"),
    [
        (LONG, "centos", "7", "bash"),
        ("acs:centos_stream_9_x64", "centos", "9", "bash"),
        ("aliyun_2_1903_x64_20G_alibase.vhd", "alinux", "2", "bash"),
        ("acs:alinux_3_x64", "alinux", "3", "bash"),
        ("ubuntu_22_04_x64_20G.vhd", "ubuntu", "22.04", "dash"),
        ("UBUNTU_20_04_arm64", "ubuntu", "20.04", "dash"),
        ("debian_12_4_x64", "debian", "12", "dash"),
        ("m-bp1abcdef", "centos", "7", "bash"),
        ("win2022_64_dtc", "centos", "7", "bash"),
        ("", "centos", "7", "bash"),
    ],
)
def test_families(image_id: str, name: str, version: str, shell: str) -> None:
    """By the beginning of an ImageId or ImageFamily; CentOS 7 where it says nothing."""
    family = family_of(image_id)
    assert (family.name, family.version, family.shell) == (name, version, shell)
    assert f'ID="{name}"' in family.release["etc/os-release"]


@pytest.mark.parametrize(
    ("image_id", "table", "image"),
    [
        (LONG, {}, "centos:7"),
        ("aliyun_3_x64", {}, "openanolis/anolisos:8.6"),
        ("ubuntu_22_04_x64", {}, "ubuntu:22.04"),
        ("debian_12_x64", {}, "debian:12-slim"),
        ("m-bp1", {"m-*": "mine", "*": "other"}, "mine"),
        (LONG, {"m-*": "mine", "*": "other"}, "other"),
        (LONG, {"m-*": "mine"}, "centos:7"),
    ],
)
def test_images(image_id: str, table: dict[str, str], image: str) -> None:
    """The first pattern that fits; where none does, that of the family."""
    assert image_for(image_id, table) == image


@pytest.mark.parametrize("name", [*guest.NAMES])
def test_every_stand_in_says_what_it_stands_for(name: str) -> None:
    """In its second line; all are small, and may be run."""
    path = guest.BIN / name
    lines = path.read_text().splitlines()
    assert lines[0] == "#!/bin/sh"
    assert lines[1].startswith("# Stands in for ")
    assert len(lines) < 260
    assert path.stat().st_mode & 0o111


def test_tables_name_what_there_is() -> None:
    """Names of stand-ins in the tables are stand-ins."""
    for table in ("administration", "apart", "without-init", "without-network"):
        assert {*guest.words(table)} <= {*guest.NAMES}, table
    assert not {*guest.words("noted")} & {*guest.NAMES}
    for path in (word for words in guest.pairs("files").values() for word in words.split()):
        assert (guest.FOLDER / "brought" / path).is_file(), path
