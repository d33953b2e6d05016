"""What phones sent is judged, compared with what is held, and stored once."""
