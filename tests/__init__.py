"""Every test: situations told in plain words, through the door, on the migrated schema."""
