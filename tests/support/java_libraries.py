"""Libraries for tests that run programs in Java: fetched once by Maven, and kept from run to run."""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from scalehook.testing.throwaway import NoServer
from support.kept_libraries import kept_libraries
from support.patience import PATIENCE_SECONDS

PROJECT = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>tests</groupId><artifactId>libraries</artifactId><version>1</version>
  <dependencies>{dependencies}</dependencies>
</project>
"""
DEPENDENCY = (
    "<dependency><groupId>{0}</groupId><artifactId>{1}</artifactId><version>{2}</version></dependency>"
)
QUICK = ("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC")
COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies"


def java_libraries(name: str, wanted: Mapping[str, str]) -> Path:
    """A folder with these, by `group:artifact` and version, and all that they need; NoServer where they
    cannot be had.
    """
    maven = shutil.which("mvn")
    if maven is None:
        raise NoServer("Maven is not installed")
    return kept_libraries(f"java-{name}", wanted, lambda folder: _fetch(maven, folder, wanted))


def java_classes(source: Path, libraries: Path) -> Path:
    """A folder with what this file is compiled to: once, and again when it changes."""
    compiler = shutil.which("javac")
    if compiler is None:
        raise NoServer("there is no javac")
    words = [compiler, *QUICK, "-cp", f"{libraries}/*", "-d"]

    def compiled(folder: Path) -> Path:
        subprocess.run([*words, str(folder / "classes"), str(source)], check=True)
        return folder / "classes"

    made_of = {libraries.name: source.read_text(), "compiler": str(Path(compiler).resolve())}
    return kept_libraries(f"java-{source.stem}", made_of, compiled)


def _fetch(maven: str, folder: Path, wanted: Mapping[str, str]) -> Path:
    named = [DEPENDENCY.format(*name.split(":"), version) for name, version in wanted.items()]
    (folder / "pom.xml").write_text(PROJECT.format(dependencies="".join(named)))
    flags = ["--quiet", "--batch-mode", "-DincludeScope=runtime", "-DoutputDirectory=libraries"]
    done = subprocess.run(
        [maven, *flags, COPY],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    if done.returncode:
        raise NoServer(f"Maven cannot fetch {', '.join(wanted)}: {done.stdout.strip()[-300:]}")
    return folder / "libraries"
