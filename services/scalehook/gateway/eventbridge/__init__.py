"""EventBridge's REST API: the data plane's client asks for everything by it."""
