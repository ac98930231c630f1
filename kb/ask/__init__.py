"""Questions, as pure functions of a knowledge base."""
