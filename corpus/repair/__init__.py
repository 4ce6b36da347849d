"""Cleaning scraped text: each step says what it did."""
