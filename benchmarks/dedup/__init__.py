"""How well duplicates are recognised, on synthetic people and on public test data."""
