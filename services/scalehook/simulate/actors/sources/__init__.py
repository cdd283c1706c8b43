"""Where simulated consumers get notifications from: each source is one of the kit for consumers."""
