"""What Lighthouse says of the field app and of the office's pages; weighed in docs/adr/0020."""
