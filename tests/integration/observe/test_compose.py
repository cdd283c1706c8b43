"""`compose.observe.yaml`: what is started, who asks whom, and a dashboard of metrics that there are."""

import json
import re
import subprocess
from typing import Any

import pytest
import yaml

from scalehook.kit.exposition import exposition
from scalehook.kit.telemetry import Metrics
from scalehook.testing.throwaway import NoServer
from scalehook.wiring.services import NAMES, services
from support.compose import compose_command
from support.dashboard import FILE, NAME
from support.documents import ROOT

FOLDER = ROOT / "observe"
BESIDE = {"collector", "jaeger", "prometheus", "grafana"}


@pytest.fixture(scope="module")
def started() -> dict[str, Any]:
    """All containers, as Compose reads both files together."""
    command = compose_command()
    if not command:
        raise NoServer("there is no docker compose")
    files = ["--file", "compose.yaml", "--file", "compose.observe.yaml"]
    done = subprocess.run(
        [*command, *files, "config", "--format", "json"], cwd=ROOT, capture_output=True, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout)["services"]
    return found


def test_all_are_observed(started: dict[str, Any]) -> None:
    """Each service sends its spans to the collector, and lets Prometheus ask; nothing else changes."""
    assert started.keys() == {"rabbitmq", "postgres", "gateway", *NAMES} | BESIDE
    for name in ("gateway", *NAMES):
        around = started[name]["environment"]
        assert around["OTEL_EXPORTER_OTLP_ENDPOINT"] == "http://collector:4318"
        assert around["SCALEHOOK_AMQP_URL"].startswith("amqp://")
        assert name == "gateway" or around["SCALEHOOK_HEALTH_HOST"] == "0.0.0.0"


def test_what_is_beside(started: dict[str, Any]) -> None:
    """Public images of one version each, files that are there, and ports on this machine alone."""
    for name in BESIDE:
        container = started[name]
        assert re.fullmatch(r"[a-z/-]+:v?\d+\.\d+\.\d+", container["image"])
        assert all((FOLDER / mount["source"]).is_file() for mount in container.get("volumes", ()))
        assert {port["host_ip"] for port in container["ports"]} == {"127.0.0.1"}


def test_who_is_asked() -> None:
    """Prometheus asks every service, where the image lets it; Jaeger gets what the collector takes."""
    [job] = yaml.safe_load((FOLDER / "prometheus.yaml").read_text())["scrape_configs"]
    dockerfile = (ROOT / "services" / "Dockerfile").read_text()
    [port] = re.findall(r"SCALEHOOK_HEALTH_PORT=(\d+)", dockerfile)
    assert sorted(job["static_configs"][0]["targets"]) == sorted(f"{name}:{port}" for name in NAMES)
    collector = yaml.safe_load((FOLDER / "collector.yaml").read_text())
    [pipeline] = collector["service"]["pipelines"].values()
    for kind in ("receivers", "processors", "exporters"):
        assert set(pipeline[kind]) == collector[kind].keys()


def test_the_dashboard_names_metrics_that_there_are() -> None:
    """By labels that they have, each panel in its own place; and the source of all is provisioned."""
    dashboard = json.loads(FILE.read_text())
    sources = yaml.safe_load((FOLDER / "grafana" / "datasources.yaml").read_text())["datasources"]
    known = {one["uid"] for one in sources}
    there = {**_metrics(), "up": {"job"}}
    taken: set[tuple[int, int]] = set()
    for panel in dashboard["panels"]:
        cells = _cells(**panel["gridPos"])
        assert panel["targets"] and not taken & cells, panel["title"]
        taken |= cells
        for target in panel["targets"]:
            assert target["datasource"]["uid"] in known
            named = set(NAME.findall(target["expr"]))
            assert named and named <= there.keys(), (panel["title"], named - there.keys())
            labels = {label for name in named for label in there[name]}
            assert _labels(target["expr"]) <= labels, panel["title"]
            assert re.fullmatch(r"(\{\{service\}\}|[^{}]*)", target.get("legendFormat", ""))


def _cells(x: int, y: int, w: int, h: int) -> set[tuple[int, int]]:
    """Of the 24 columns that Grafana has."""
    assert x + w <= 24
    return {(column, row) for column in range(x, x + w) for row in range(y, y + h)}


def _labels(query: str) -> set[str]:
    """Those by which it sums up or chooses."""
    lists = re.findall(r"by \(([^)]*)\)", query)
    chosen = re.findall(r'[{,](\w+)="', query)
    return {label.strip() for each in lists for label in each.split(",")} | set(chosen)


def _metrics() -> dict[str, set[str]]:
    """The names under which a stack's services tell what they measure, and the labels of each."""
    metrics = Metrics()
    for service in services():
        own = metrics.of(service.name)
        for timing in service.timings.values():
            own.time(timing, 1.0, "")
    found: dict[str, set[str]] = {}
    text = exposition(metrics)[0].decode()
    for name, labels in re.findall(r"^(scalehook_\w+)(?:\{(.*)\})?", text, re.MULTILINE):
        found.setdefault(name, set()).update(re.findall(r'(\w+)="', labels))
    return found
