"""The floor to compare with: a typer program with one argument that only prints it."""

from __future__ import annotations

from typing import Annotated

import typer


def show_version(wanted: bool) -> None:
    """Print a version and leave."""
    if wanted:
        print("floor 1.0")
        raise typer.Exit


def main(
    name: Annotated[str, typer.Argument()],
    version: Annotated[
        bool, typer.Option("--version", callback=show_version, is_eager=True)
    ] = False,
) -> None:
    """Print NAME."""
    print(name)


if __name__ == "__main__":
    typer.run(main)
