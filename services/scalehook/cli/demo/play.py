"""The order of the stories."""

from scalehook.cli.demo.clients import Cloud
from scalehook.cli.demo.fan_out_story import fan_out_story
from scalehook.cli.demo.narration import Narrator
from scalehook.cli.demo.refusal_story import refusal_story
from scalehook.cli.demo.script_story import script_story
from scalehook.cli.demo.watcher import Watcher


def play(cloud: Cloud, say: Narrator, executor: str, reason: str) -> None:
    """All of them."""
    say.console.print(f"Stack at [bold]{cloud.endpoint}[/]; scripts run in: {executor} ({reason})")
    watcher = Watcher(cloud.endpoint).start()
    script_story(cloud, say, watcher, simulated=executor == "simulated")
    fan_out_story(cloud, say)
    refusal_story(cloud, say)
    say.console.print(f"\n[bold green]{say.checked} facts checked, all true.[/]")
