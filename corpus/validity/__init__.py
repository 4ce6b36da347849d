"""From when to when a document applies, and what it ends."""
