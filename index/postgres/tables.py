"""The tables of the catalog as PostgreSQL is to make them."""

from sqlalchemy import Index, MetaData, String, Text

from index.schema import metadata


def tables() -> MetaData:
    """The same tables with what SQLite does by itself.

    Texts have no longest length, and are compared and sorted by their characters' numbers, whatever the database's language
    is. An index over texts of any length is of their hashes: an ordinary one refuses what does not fit a page.
    """
    made = MetaData()
    for table in metadata.sorted_tables:
        copy = table.to_metadata(made)
        for index in copy.indexes:
            if _is_of_long_texts(index):
                index.dialect_options["postgresql"]["using"] = "hash"
    for copy in made.sorted_tables:
        for column in copy.columns:
            if isinstance(column.type, String):
                column.type = Text(collation="C")
    return made


def _is_of_long_texts(index: Index) -> bool:
    columns = list(index.columns)
    return len(columns) == 1 and isinstance(columns[0].type, Text)
