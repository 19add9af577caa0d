"""The schema's history, one file a change, run by Alembic at each start."""
