"""Functions from (session, actor, ...) to frozen rows."""
