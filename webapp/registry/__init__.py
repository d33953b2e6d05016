"""The workers, once each."""
