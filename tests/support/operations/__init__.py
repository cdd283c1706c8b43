"""Which operations there are, in the contracts and in the official SDKs, and what proves them."""
