"""Conversations as files to take away, and answers as text to copy."""
