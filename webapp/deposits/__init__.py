"""Sealed work is delivered although nobody can open the phone it came from."""
