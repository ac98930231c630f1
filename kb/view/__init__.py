"""What is said: order, words, units, gaps as phrases. Plain document data, no looks."""
