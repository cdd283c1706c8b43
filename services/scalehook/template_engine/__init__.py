"""Plays CloudOps Orchestration Service (OOS): templates, executions, and the runs of their tasks.

A template is YAML of users, with expressions and selectors that are evaluated in bounded time. Its tasks
call cloud APIs as the role that the execution assumes (`actions`), loop over items, and wait.
"""
