"""`scalehook new`: projects to begin with."""

from pathlib import Path
from typing import Annotated

import typer

from scalehook.cli import failure
from scalehook.new import Language, Project, Source, WrongName

app = typer.Typer(add_completion=False, help="Write a project to begin with.", no_args_is_help=True)
TESTED = {
    Language.PYTHON: "pip install --editable '.[test]' && pytest",
    Language.NODE: "npm install && npm test",
}


@app.command()
def consumer(
    name: Annotated[str, typer.Argument(help="The project's name, as drain-workers.")],
    source: Annotated[Source, typer.Option(help="Where notifications come from.")] = Source.MNS,
    language: Annotated[Language, typer.Option(help="What it is written in.")] = Language.PYTHON,
) -> None:
    """Write a consumer with its tests into a new folder of that name."""
    try:
        project = Project(name, language, source)
        folder = project.write(Path.cwd())
    except WrongName as problem:
        raise typer.BadParameter(str(problem), param_hint="NAME") from None
    except OSError as problem:
        failure.fail(failure.UNUSABLE, str(problem))
    typer.echo(f"{folder.name}: {' '.join(sorted(project.files()))}")
    typer.echo(f"Its tests: cd {folder.name} && {TESTED[language]}")


@app.callback()
def _group() -> None:
    """Write a project to begin with."""
