"""The catalog in PostgreSQL, which several machines can share: what differs there from a file of SQLite."""
