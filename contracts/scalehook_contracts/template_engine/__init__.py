"""CloudOps Orchestration Service (OOS): templates, executions, task executions."""
