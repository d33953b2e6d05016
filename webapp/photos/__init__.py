"""Photos of identity cards: asked for one by one, received in pieces, kept sealed."""
