"""Which container image an instance is made of."""

from collections.abc import Mapping
from fnmatch import fnmatchcase

from scalehook.script_runner.executors.families import Family, family_of

OF_FAMILIES = {
    "centos": "centos:{version}",
    "alinux": "openanolis/anolisos:8.6",
    "ubuntu": "ubuntu:{version}",
    "debian": "debian:{version}-slim",
}


def image_for(image_id: str, table: Mapping[str, str]) -> str:
    """That of the first pattern of the settings' table that fits the ImageId, else its family's."""
    for pattern, image in table.items():
        if fnmatchcase(image_id, pattern):
            return image
    return _of_family(family_of(image_id))


def _of_family(family: Family) -> str:
    return OF_FAMILIES[family.name].format(version=family.version)
