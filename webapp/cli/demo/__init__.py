"""An invented office: people who do not exist, made by the same operations as real work."""
