"""The visits screen: week calendar, the form that records a visit, and a visit log to read."""
