"""What was collected before a worker was forked is what the worker runs: to collect eleven thousand
tests takes a second and a half of a processor, even where all of them are imported.
"""

from dataclasses import dataclass, field
from typing import Any

import pytest


@dataclass(eq=False)  # pluggy keeps plugins in sets
class Kept:
    """A plugin of the run that collects, and what is left of that run."""

    session: Any = None
    _fixtures: Any = None
    _reports: list[pytest.CollectReport] = field(default_factory=list)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Of files that are skipped as a whole the workers tell."""
        if not report.passed:
            self._reports.append(report)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Its fixtures belong to the nodes of this session, and to no other."""
        self.session, self._fixtures = session, session._fixturemanager

    def move_to(self, config: pytest.Config) -> None:
        """The next session of this process is this one again, with another configuration."""
        patch = pytest.MonkeyPatch()

        def moved(config: pytest.Config) -> pytest.Session:
            patch.undo()  # tests may run tests
            session = self.session
            for node in {node for item in session.items for node in item.listchain()} | {session}:
                node.config = config
            session.trace = config.trace.root.get("collection")
            session.perform_collect = self._give
            config.pluginmanager.register(session, "session")
            return session

        patch.setattr(pytest.Session, "from_config", moved)

    def _give(self) -> list[pytest.Item]:
        """Instead of collecting."""
        session = self.session
        config, plugins = session.config, session.config.pluginmanager
        how = {"consider_namespace_packages": config.getini("consider_namespace_packages")}
        for folder in {item.path.parent for item in session.items}:
            plugins._loadconftestmodules(folder, config.option.importmode, config.rootpath, **how)
        plugins.unregister(session._fixturemanager)
        session._fixturemanager = self._fixtures
        self._fixtures.config = config
        with pytest.MonkeyPatch.context() as patch:  # it knows what there is, and would know it twice
            patch.setattr(self._fixtures, "parsefactories", lambda **_: None)
            plugins.register(self._fixtures, "funcmanage")
        for report in self._reports:
            config.hook.pytest_collectreport(report=report)
        config.hook.pytest_collection_finish(session=session)
        return session.items


KEPT = Kept()
