"""Speed and size on real servers and in a real browser; docs/performance.md tells the story."""
