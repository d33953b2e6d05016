"""The field app's shell, worker and manifest."""
