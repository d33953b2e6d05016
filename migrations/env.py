"""Runs the numbered migrations inside the application's own engine."""

from alembic import context
from flask import current_app

from webapp.extensions import Model


def run() -> None:
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Model.metadata,
            # SQLite changes a table by copying it
            render_as_batch=True,
            compare_type=True,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
