"""One page of a list: the REST API asks by a marker, the control plane by a number."""
