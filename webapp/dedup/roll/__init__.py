"""The member roll: people who are covered already, so that nobody registers them again."""
