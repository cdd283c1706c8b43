"""An OOS template."""

from typing import Any

from scalehook.testing.builders.execution import Execution
from scalehook.testing.builders.handle import Handle
from scalehook_contracts.template_engine.templates import GetTemplate, TemplateView


class Template(Handle):
    """`cloud.template("ACS-ESS-LifeCycleModifyMongoDBIPWhitelist")`: a hook may notify it."""

    @property
    def name(self) -> str:
        """Its name is its id."""
        return self.id

    @property
    def arn(self) -> str:
        """As a hook names it."""
        return f"acs:oos:{self.cloud.region}:{self.cloud.account_id}:template/{self.name}"

    @property
    def view(self) -> TemplateView:
        """As GetTemplate describes it."""
        return self._ask(GetTemplate, template_name=self.name).template

    def start(self, **parameters: Any) -> Execution:
        """Execute it with these parameters."""
        return Execution.start(self.cloud, self.name, parameters)
