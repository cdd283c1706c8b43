"""What a consumer is told, in variables of its environment: the protocol."""

from dataclasses import dataclass

from scalehook.certify.principal import Key


@dataclass(frozen=True)
class Place:
    """Where the consumer reads: a queue, a topic that pushes to a port, or a queue of the broker."""

    queue: str = ""
    topic: str = ""
    push_port: int = 0
    push_path: str = "/"
    amqp_url: str = ""
    amqp_queue: str = ""

    def variables(self) -> dict[str, str]:
        """Those of its kind."""
        if self.queue:
            return {"SCALEHOOK_CERTIFY_QUEUE": self.queue}
        if self.topic:
            return {
                "SCALEHOOK_CERTIFY_TOPIC": self.topic,
                "SCALEHOOK_CERTIFY_PUSH_PORT": str(self.push_port),
                "SCALEHOOK_CERTIFY_PUSH_PATH": self.push_path,
            }
        return {"SCALEHOOK_AMQP_URL": self.amqp_url, "SCALEHOOK_AMQP_QUEUE": self.amqp_queue}


@dataclass(frozen=True)
class Told:
    """All that it is told."""

    address: str  # HOST:PORT
    key: Key
    region: str
    account_id: str
    place: Place
    group: str
    hook: str
    timeout: int
    scenario: str
    seed: int
    ready_url: str

    def variables(self) -> dict[str, str]:
        """By their names; those of the project come on top."""
        return {
            "SCALEHOOK_ENDPOINT": f"http://{self.address}",
            "SCALEHOOK_HOST": self.address,
            "ALIBABA_CLOUD_ACCESS_KEY_ID": self.key.id,
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET": self.key.secret,
            "SCALEHOOK_REGION": self.region,
            "SCALEHOOK_ACCOUNT_ID": self.account_id,
            **self.place.variables(),
            "SCALEHOOK_CERTIFY_GROUP": self.group,
            "SCALEHOOK_CERTIFY_HOOK": self.hook,
            "SCALEHOOK_CERTIFY_HEARTBEAT_TIMEOUT": str(self.timeout),
            "SCALEHOOK_CERTIFY_SCENARIO": self.scenario,
            "SCALEHOOK_CERTIFY_SEED": str(self.seed),
            "SCALEHOOK_CERTIFY_READY_URL": self.ready_url,
            "NO_PROXY": "127.0.0.1,localhost",
            "no_proxy": "127.0.0.1,localhost",
            "PYTHONUNBUFFERED": "1",  # its last lines are not lost when it is killed
        }
