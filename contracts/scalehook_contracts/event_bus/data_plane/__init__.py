"""The data plane of EventBridge: what its REST API alone has."""
