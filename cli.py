"""Launcher for a checkout: `python cli.py …` is the same program as the installed `kb`."""

from kb.cli.main import run

if __name__ == "__main__":
    run()
