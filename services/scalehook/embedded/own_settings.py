"""What a service of an embedded stack is told: by the environment, and by the stack itself."""

from pathlib import Path

from scalehook.embedded.state_directory import StateDirectory
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit.settings import Settings
from scalehook.message_service.settings import Settings as MnsSettings
from scalehook.script_runner.settings import Settings as ScriptRunnerSettings
from scalehook.wiring.services import settings_of

SCRIPT_RUNNER = "script_runner"
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  # compared, not bound


def own_settings(service: str, directory: StateDirectory | None) -> Settings:
    """The environment's; instances live in the state directory, unless somebody wants them elsewhere."""
    if service == SCRIPT_RUNNER and directory is not None:
        return _with_roots(ScriptRunnerSettings(), directory.roots)
    return settings_of(service)()


def listening_at(settings: Settings, gateway: GatewaySettings, port: int) -> Settings:
    """Receivers of pushes find the stack where it listens, unless somebody knows better."""
    if not isinstance(settings, MnsSettings) or settings.public_url:
        return settings
    host = EVERYWHERE.get(gateway.host, gateway.host)
    place = f"[{host}]" if ":" in host else host
    return settings.model_copy(update={"public_url": f"http://{place}:{port}"})


def _with_roots(settings: ScriptRunnerSettings, roots: Path) -> ScriptRunnerSettings:
    return settings if settings.roots else settings.model_copy(update={"roots": roots})
