"""Plays CloudMonitor, as far as alarms of scaling groups need it.

Programs report custom metrics, and a person sets what the instances of a group show. Each enabled alarm
is looked at every period, as long as there are data; whoever acts on it hears what came of it.
"""
