"""The browser in a terminal (extra `tui`): pick, compare, filter, ask why, export."""
