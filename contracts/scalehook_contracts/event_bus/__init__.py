"""EventBridge: buses, rules, targets, and the events that they carry."""
