"""What the environment says: where the cloud is, the keys, and which queue to read."""

import os
import sys
from dataclasses import dataclass, field
from typing import Any

from alibabacloud_ess20220222.client import Client
from alibabacloud_tea_openapi.models import Config
from mns.account import Account
from pauses import Pause, real_pause, stack_pause

KEY = ("ALIBABA_CLOUD_ACCESS_KEY_ID", "SCALEHOOK_ACCESS_KEY_ID")
SECRET = ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "SCALEHOOK_ACCESS_KEY_SECRET")
HOOK = ("SCALEHOOK_CONSUMER_HOOK", "SCALEHOOK_CERTIFY_HOOK")
# how long the hook waits: a notification does not tell
HOLD = ("SCALEHOOK_CONSUMER_HEARTBEAT_TIMEOUT", "SCALEHOOK_CERTIFY_HEARTBEAT_TIMEOUT")


def setting(*names: str, default: str | None = None) -> str:
    """The first of these variables that is set."""
    found = [os.environ[name] for name in names if os.environ.get(name)]
    if not found and default is None:
        sys.exit(f"set {names[0]}")
    return found[0] if found else str(default)


@dataclass(frozen=True)
class Cloud:
    """A stack, or the real one where no SCALEHOOK_ENDPOINT is set."""

    stack: str = field(
        default_factory=lambda: setting("SCALEHOOK_ENDPOINT", default="").removeprefix("http://")
    )
    region: str = field(default_factory=lambda: setting("SCALEHOOK_REGION", default="cn-hangzhou"))
    key_id: str = field(default_factory=lambda: setting(*KEY))
    secret: str = field(default_factory=lambda: setting(*SECRET), repr=False)
    hook: str = field(default_factory=lambda: setting(*HOOK, default=""))
    hold_for: int = field(default_factory=lambda: int(setting(*HOLD, default="300")))

    def queue(self, name: str) -> Any:
        """A queue of MNS; without a name the one of the environment."""
        name = name or setting("SCALEHOOK_CONSUMER_QUEUE", "SCALEHOOK_CERTIFY_QUEUE")
        endpoint = f"http://{self.stack}"
        if not self.stack:
            endpoint = f"https://{setting('SCALEHOOK_ACCOUNT_ID')}.mns.{self.region}.aliyuncs.com"
        return Account(endpoint, self.key_id, self.secret).get_queue(name)

    def scaling(self) -> Any:
        """A client of Auto Scaling."""
        return Client(
            Config(
                access_key_id=self.key_id,
                access_key_secret=self.secret,
                region_id=self.region,
                endpoint=self.stack or f"ess.{self.region}.aliyuncs.com",
                protocol="HTTP" if self.stack else "HTTPS",
            )
        )

    def pause(self) -> Pause:
        """By its clock."""
        return stack_pause(self.stack) if self.stack else real_pause
