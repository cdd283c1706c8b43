"""A whole stack in a container, for testcontainers: `with ScalehookContainer() as stack`."""

from typing import Any

from testcontainers.core.container import DockerContainer
from testcontainers.core.wait_strategies import HttpWaitStrategy

IMAGE = "scalehook"  # as `docker compose build` names it
PORT = 4580
READY = "/readyz"
START_SECONDS = 120


class ScalehookContainer(DockerContainer):
    """An embedded stack on a free port of this machine. It is ready when the block begins, and gone with
    it. `speed` is virtual seconds per real one; with `auto_advance` time jumps by itself.
    """

    def __init__(
        self,
        image: str = IMAGE,
        *,
        port: int = PORT,
        access_key_id: str = "testid",
        access_key_secret: str = "testsecret",  # noqa: S107  # of a stack for tests
        region: str = "cn-hangzhou",
        account_id: str = "1234567890123456",
        speed: float = 1.0,
        auto_advance: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(image, **options)
        self.port = port
        self.access_key_id = access_key_id
        self.access_key_secret = access_key_secret
        self.region = region
        self.account_id = account_id
        self.with_exposed_ports(port)
        self.with_envs(**self._settings())
        command = f"up --host 0.0.0.0 --port {port} --state /tmp/state --speed {speed}"
        self.with_command(f"{command} --auto-advance" if auto_advance else command)
        ready = HttpWaitStrategy(port, READY).for_status_code(200)
        self.waiting_for(ready.with_startup_timeout(START_SECONDS))

    @property
    def address(self) -> str:
        """`HOST:PORT`, what the OpenAPI clients call `endpoint`."""
        return f"{self.get_container_host_ip()}:{self.get_exposed_port(self.port)}"

    @property
    def endpoint(self) -> str:
        """`http://HOST:PORT`, what the MNS client wants."""
        return f"http://{self.address}"

    def environment(self) -> dict[str, str]:
        """Variables for a child process, in any language: where the stack is, and the keys."""
        return {
            "SCALEHOOK_ENDPOINT": self.endpoint,
            "SCALEHOOK_HOST": self.address,
            "SCALEHOOK_ACCESS_KEY_ID": self.access_key_id,
            "SCALEHOOK_ACCESS_KEY_SECRET": self.access_key_secret,
            "SCALEHOOK_REGION": self.region,
            "SCALEHOOK_ACCOUNT_ID": self.account_id,
            "ALIBABA_CLOUD_ACCESS_KEY_ID": self.access_key_id,
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET": self.access_key_secret,
            "NO_PROXY": f"{self.get_container_host_ip()},127.0.0.1,localhost",
        }

    def _settings(self) -> dict[str, str]:
        return {
            "SCALEHOOK_ACCESS_KEY_ID": self.access_key_id,
            "SCALEHOOK_ACCESS_KEY_SECRET": self.access_key_secret,
            "SCALEHOOK_REGION": self.region,
            "SCALEHOOK_ACCOUNT_ID": self.account_id,
            "SCALEHOOK_ALLOWED_HOSTS": '["*"]',  # the host of Docker may have any name
        }
