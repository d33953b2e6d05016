"""Counts what was registered: one number that phone, supervisor and coordinator all see."""
