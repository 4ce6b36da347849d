"""`kill -9` at random moments of everything that writes: what is found afterwards, and whether the parts of the store agree."""
