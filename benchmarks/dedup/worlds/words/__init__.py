"""The words that names are made of, and the other ways they are written."""
