"""What a consumer can be told, through the environment or as arguments of `Consumer`."""

from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, AliasChoices, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

SourceName = Literal["mns", "push", "rabbit"]
Seconds = Annotated[float, Field(gt=0, allow_inf_nan=False)]
KEY = ("ALIBABA_CLOUD_ACCESS_KEY_ID", "SCALEHOOK_ACCESS_KEY_ID")
SECRET = ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "SCALEHOOK_ACCESS_KEY_SECRET")


def _addressed(*schemes: str) -> AfterValidator:
    """Empty, or the address of a server: what follows from a wrong one is told by no server."""

    def check(given: str) -> str:
        try:
            parts = urlsplit(given if "://" in given else f"{schemes[0]}://{given}")
            good = parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
        except ValueError:  # of the port, or of what is between brackets
            good = False
        if given and not good:
            raise ValueError(f"this is no address: {schemes[0]}://HOST:PORT is one")
        return given

    return AfterValidator(check)


def _key(given: str) -> str:
    """As it goes into headers; what a file has around it is no part of it."""
    text = given.strip()
    if not (text.isascii() and text.isprintable()):
        raise ValueError("this is no key: letters, digits and the like")
    return text


Key = Annotated[str, AfterValidator(_key)]
QueueName = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]*$", max_length=256)]
Url = Annotated[str, _addressed("http", "https")]
AmqpUrl = Annotated[str, _addressed("amqp", "amqps")]


class WrongSettings(ValueError):
    """What the consumer was told cannot be so. The text names the variable."""


def _named(*names: str) -> AliasChoices:
    """The variables that say it, the first that is set counts."""
    return AliasChoices(*names)


def _own(name: str, *others: str) -> AliasChoices:
    return _named(f"SCALEHOOK_CONSUMER_{name}", *others)


class Settings(BaseSettings):
    """Each field has the variables that stand with it; all times are seconds."""

    model_config = SettingsConfigDict(
        extra="forbid", populate_by_name=True, env_ignore_empty=True, hide_input_in_errors=True
    )

    endpoint: Url = Field("", validation_alias=_named("SCALEHOOK_ENDPOINT"))  # empty: the cloud
    ess_endpoint: Url = Field("", validation_alias=_own("ESS_ENDPOINT"))
    mns_endpoint: Url = Field("", validation_alias=_own("MNS_ENDPOINT"))
    access_key_id: Key = Field("", validation_alias=_named(*KEY))
    access_key_secret: Key = Field("", validation_alias=_named(*SECRET), repr=False)
    security_token: Key = Field("", validation_alias=_named("ALIBABA_CLOUD_SECURITY_TOKEN"), repr=False)
    region: str = Field("cn-hangzhou", validation_alias=_named("SCALEHOOK_REGION"))
    account_id: str = Field("", validation_alias=_named("SCALEHOOK_ACCOUNT_ID"))

    source: SourceName | None = Field(None, validation_alias=_own("SOURCE"))
    queue: QueueName = Field("", validation_alias=_own("QUEUE", "SCALEHOOK_CERTIFY_QUEUE"))
    visibility: int = Field(60, ge=2, le=43200, validation_alias=_own("VISIBILITY"))
    poll_seconds: int = Field(20, ge=0, le=30, validation_alias=_own("POLL_SECONDS"))
    amqp_url: AmqpUrl = Field("", validation_alias=_own("AMQP_URL", "SCALEHOOK_AMQP_URL"), repr=False)
    amqp_queue: str = Field("", validation_alias=_own("AMQP_QUEUE", "SCALEHOOK_AMQP_QUEUE"))
    push_port: int | None = Field(
        None, ge=0, le=65535, validation_alias=_own("PUSH_PORT", "SCALEHOOK_CERTIFY_PUSH_PORT")
    )
    push_host: str = Field("127.0.0.1", validation_alias=_own("PUSH_HOST"))
    push_path: str = Field("", validation_alias=_own("PUSH_PATH", "SCALEHOOK_CERTIFY_PUSH_PATH"))
    push_signed: bool = Field(True, validation_alias=_own("PUSH_SIGNED"))  # others are refused
    push_answer_seconds: Seconds = Field(4.0, validation_alias=_own("PUSH_ANSWER_SECONDS"))

    concurrency: int = Field(10, ge=1, le=10_000, validation_alias=_own("CONCURRENCY"))
    prefetch: int | None = Field(None, ge=1, le=65535, validation_alias=_own("PREFETCH"))
    grace_seconds: Seconds = Field(8.0, validation_alias=_own("GRACE_SECONDS"))
    deliveries: int = Field(5, ge=1, le=1000, validation_alias=_own("DELIVERIES"))
    dead_letters: QueueName = Field("", validation_alias=_own("DEAD_LETTERS"))  # a queue's name
    heartbeat_timeout: int = Field(
        600,
        ge=30,
        le=21600,
        validation_alias=_own("HEARTBEAT_TIMEOUT", "SCALEHOOK_CERTIFY_HEARTBEAT_TIMEOUT"),
    )
    health_port: int | None = Field(None, ge=0, le=65535, validation_alias=_own("HEALTH_PORT"))
    health_host: str = Field("127.0.0.1", validation_alias=_own("HEALTH_HOST"))
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", validation_alias=_own("LOG_LEVEL")
    )
    ready_url: Url = Field("", validation_alias=_named("SCALEHOOK_CERTIFY_READY_URL"))

    @property
    def source_name(self) -> SourceName:
        """Where notifications come from: what was said, or the one that is described."""
        if self.source is not None:
            return self.source
        return _only(
            {
                "mns": bool(self.queue),
                "push": self.push_port is not None,
                "rabbit": bool(self.amqp_url),
            }
        )

    @property
    def in_hand(self) -> int:
        """How many messages may be in hand at once; those that do not run yet wait their turn."""
        return self.prefetch or 2 * self.concurrency

    @property
    def knows_timeout(self) -> bool:
        """Whether somebody has said how long the hook waits: else it is the usual time."""
        return "heartbeat_timeout" in self.model_fields_set

    def check_keys(self) -> None:
        """WrongSettings without keys: whatever is asked would be refused, after the work is done."""
        if not (self.access_key_id and self.access_key_secret):
            raise WrongSettings(f"no keys: set {KEY[0]} and {SECRET[0]}")

    @property
    def ess_url(self) -> str:
        """Where Auto Scaling answers."""
        return _url(self.ess_endpoint or self.endpoint or f"ess.{self.region}.aliyuncs.com")

    @property
    def mns_url(self) -> str:
        """Where queues answer. The cloud has a name for each account."""
        if given := self.mns_endpoint or self.endpoint:
            return _url(given)
        if not self.account_id:
            raise WrongSettings("the cloud's queues are found by account: set SCALEHOOK_ACCOUNT_ID")
        return _url(f"{self.account_id}.mns.{self.region}.aliyuncs.com")

    @property
    def finds_queues(self) -> bool:
        """Whether it is said where queues answer."""
        return bool(self.mns_endpoint or self.endpoint or self.account_id)

    @property
    def dead_queue(self) -> str:
        """The queue of what nobody can handle; empty where there is none."""
        if self.dead_letters or not self.queue:
            return self.dead_letters
        return f"{self.queue}-dead"


def settings_from(given: dict[str, object]) -> Settings:
    """Arguments before the environment; None is not given. WrongSettings in one line."""
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]  # they are checked by pydantic
    except ValidationError as problem:
        wrong = (f"{error['loc'][0]}: {error['msg']}" for error in problem.errors())
        raise WrongSettings("; ".join(wrong)) from None


def variables() -> set[str]:
    """Every variable that has a meaning for a consumer."""
    found: set[str] = set()
    for field in Settings.model_fields.values():
        assert isinstance(field.validation_alias, AliasChoices)
        found.update(str(name) for name in field.validation_alias.choices)
    return found


def _only(described: dict[SourceName, bool]) -> SourceName:
    names = [name for name, given in described.items() if given]
    if len(names) == 1:
        return names[0]
    if names:
        raise WrongSettings(
            f"{' and '.join(names)} are described: name one in SCALEHOOK_CONSUMER_SOURCE"
        )
    raise WrongSettings(
        "no source: set SCALEHOOK_CONSUMER_QUEUE, SCALEHOOK_CONSUMER_PUSH_PORT or SCALEHOOK_AMQP_URL"
    )


def _url(endpoint: str) -> str:
    """With a scheme, without a slash at its end. Loopback has no certificates."""
    text = endpoint.rstrip("/")
    if "://" in text:
        return text
    local = text.startswith(("127.", "localhost", "[::1]"))
    return f"{'http' if local else 'https'}://{text}"
