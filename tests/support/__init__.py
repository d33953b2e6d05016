"""What the tests stand on: throw-away databases, the browser, the count at the end."""
