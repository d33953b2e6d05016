"""Maybe the same person?"""
