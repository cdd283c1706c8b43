"""What an image makes of an instance: its distribution, and what that calls itself."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

IMAGE = re.compile(
    r"(?:acs:)?(centos|aliyun|alinux|ubuntu|debian)_(?:stream_)?(\d+)(?:_(\d+))?", re.IGNORECASE
)
RPM, DEB = "rpm", "deb"
RENAMED = {"aliyun": "alinux"}
CODENAMES = {
    **{"16.04": "xenial", "18.04": "bionic", "20.04": "focal", "22.04": "jammy", "24.04": "noble"},
    **{"9": "stretch", "10": "buster", "11": "bullseye", "12": "bookworm", "13": "trixie"},
}


@dataclass(frozen=True)
class Family:
    """A distribution in one of its versions. `release` are the files that scripts tell it by."""

    name: str
    version: str
    packages: str  # the kind of its packages: rpm or deb
    release: Mapping[str, str] = field(hash=False, compare=False, default_factory=dict)

    @property
    def shell(self) -> str:
        """What `sh` is."""
        return "bash" if self.packages == RPM else "dash"


def family_of(image_id: str) -> Family:
    """That of an ImageId or ImageFamily; of one that says nothing, CentOS 7."""
    found = IMAGE.match(image_id)
    if found is None:
        return _centos("7")
    name, major, minor = found[1].lower(), found[2], found[3] or ""
    return FAMILIES[RENAMED.get(name, name)](f"{major}.{minor}" if minor else major)


def family_of_image(image: str) -> Family | None:
    """That of a container image, say `registry/ubuntu:22.04`; None where its name says nothing."""
    name = image.rpartition("/")[2].replace(":", "_").replace(".", "_")
    return family_of(name) if IMAGE.match(name) else None


def _centos(version: str) -> Family:
    major = version.partition(".")[0]
    nickname = " (Core)" if major in ("6", "7", "8") else ""
    title = "CentOS Linux" if major in ("6", "7", "8") else "CentOS Stream"
    full = "7.9.2009" if major == "7" else version
    line = f"{title} release {full}{nickname}\n"
    return Family(
        "centos",
        major,
        RPM,
        {
            **_os_release(title, "centos", major, f"{major}{nickname}", "rhel fedora"),
            **dict.fromkeys(("etc/centos-release", "etc/redhat-release", "etc/system-release"), line),
        },
    )


def _alinux(version: str) -> Family:
    major = version.partition(".")[0]
    known = "2.1903" if major == "2" else major
    nickname = "LTS (Hunting Beagle)" if major == "2" else "(Soaring Falcon)"
    title = "Alibaba Cloud Linux (Aliyun Linux)" if major == "2" else "Alibaba Cloud Linux"
    line = f"{title} release {known} {nickname}\n"
    return Family(
        "alinux",
        major,
        RPM,
        {
            **_os_release(title, "alinux", known, f"{known} {nickname}", "rhel fedora centos anolis"),
            **dict.fromkeys(("etc/alinux-release", "etc/redhat-release", "etc/system-release"), line),
        },
    )


def _ubuntu(version: str) -> Family:
    code = CODENAMES.get(version, "")
    lsb = {"DISTRIB_ID": "Ubuntu", "DISTRIB_RELEASE": version, "DISTRIB_CODENAME": code}
    return Family(
        "ubuntu",
        version,
        DEB,
        {
            **_os_release("Ubuntu", "ubuntu", version, f"{version} LTS", "debian", code),
            "etc/lsb-release": "".join(f"{name}={value}\n" for name, value in lsb.items()),
            "etc/debian_version": "bookworm/sid\n",
        },
    )


def _debian(version: str) -> Family:
    major = version.partition(".")[0]
    code = CODENAMES.get(major, "")
    return Family(
        "debian",
        major,
        DEB,
        {
            **_os_release("Debian GNU/Linux", "debian", major, f"{major} ({code})", "", code),
            "etc/debian_version": f"{version if '.' in version else version + '.0'}\n",
        },
    )


def _os_release(
    title: str, known_as: str, version_id: str, version: str, like: str, code: str = ""
) -> dict[str, str]:
    values = {
        "NAME": title,
        "VERSION": version,
        "ID": known_as,
        "ID_LIKE": like,
        "VERSION_ID": version_id,
        "VERSION_CODENAME": code,
        "PRETTY_NAME": f"{title} {version}",
    }
    text = "".join(f'{name}="{value}"\n' for name, value in values.items() if value)
    return {"etc/os-release": text, "etc/issue": f"{title} {version}\n\n"}


FAMILIES = {"centos": _centos, "alinux": _alinux, "ubuntu": _ubuntu, "debian": _debian}
