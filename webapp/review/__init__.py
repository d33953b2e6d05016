"""A supervisor decides on what came in."""
