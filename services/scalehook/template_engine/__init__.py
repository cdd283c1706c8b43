"""Plays CloudOps Orchestration Service: templates, executions, task runs."""
