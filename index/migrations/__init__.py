"""Steps from each version of the catalog's tables to the next, in Alembic's form; `meta.schema` says where a catalog stands."""
