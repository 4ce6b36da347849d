"""What in a document should make a reader careful: text that nobody sees, and text that speaks to a machine."""
