"""What is true: frozen models without input or output."""
