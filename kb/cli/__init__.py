"""The command line: parse, ask, view, render. Owns exit codes."""
