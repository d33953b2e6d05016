"""Quotas, pace and coverage: one number that everybody sees."""
