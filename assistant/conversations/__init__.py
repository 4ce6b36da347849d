"""What visitors and Wence said to each other, kept for the visitors themselves."""
