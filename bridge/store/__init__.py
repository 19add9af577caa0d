"""Storage: tables, migrations, repositories and the database that runs them, the same on SQLite and PostgreSQL."""
