"""Plays Auto Scaling (ESS): groups, their sources, rules, tasks, alarms, hooks, activities, refreshes.

A scaling activity takes its steps one after the other (`courses`); a hook holds its instances until
somebody completes the action, or its time is over. The fleet is asked for instances, and to change back
ends and whitelists; CloudMonitor says when an alarm's condition holds; the notification dispatcher hears
of actions that have started, and of what somebody is to be told. README.md leads through the modules.
"""
