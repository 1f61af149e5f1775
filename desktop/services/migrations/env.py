"""Runs migrations on the connection the program has opened; there is no other way in."""

from alembic import context

from desktop.services.schema import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=list(METADATA),
    render_as_batch=True,
    compare_type=True,
)
context.run_migrations()
