"""Text becomes models or problems."""
