"""A worker asks how far the own registration is, with the code on the receipt."""
