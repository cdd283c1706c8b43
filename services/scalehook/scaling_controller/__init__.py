"""Plays Auto Scaling (ESS): groups, configurations, rules, hooks, activities and lifecycle actions.

A scaling activity takes its steps one after the other (`courses`); a hook holds its instances until
somebody completes the action, or its time is over. The fleet is asked for instances; the notification
dispatcher hears of actions that have started.
"""
