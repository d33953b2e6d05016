"""Phone and server exchange what each has."""
