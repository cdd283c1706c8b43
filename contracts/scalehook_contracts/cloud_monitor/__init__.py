"""CloudMonitor: metrics that are reported, loads that are simulated, and alarms that look at them."""
