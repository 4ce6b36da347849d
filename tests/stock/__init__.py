"""The stock of documents, as staff keep it."""
