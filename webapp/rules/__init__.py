"""What is true about a registration anywhere: no network, no database, no clock."""
