"""Who is at the door: sign-in, devices, permissions and territories."""
