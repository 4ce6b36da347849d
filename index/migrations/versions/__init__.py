"""One module for each version, which leads there from the version before it."""
