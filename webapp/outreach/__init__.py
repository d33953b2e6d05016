"""Visits and the obstacles met in the villages."""
