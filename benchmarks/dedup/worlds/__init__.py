"""Synthetic people with the truth beside them; no real person's data."""
