"""What goes wrong when somebody writes another person down: one function a slip."""
