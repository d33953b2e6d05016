"""Jangkau: from a village without signal to an approved registration."""
