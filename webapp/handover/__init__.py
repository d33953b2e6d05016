"""Files of approved registrations to BPJS."""
