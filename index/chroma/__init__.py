"""Where Chroma keeps the vectors: in a folder, or at a server."""
