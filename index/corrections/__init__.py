"""What staff do to single documents: corrections, removals, and taking them back."""
