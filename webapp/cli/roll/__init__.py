"""Bringing in the member roll from the shell."""
