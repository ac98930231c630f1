"""Commands on articles: sync, check, stale stamps."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from kb.cli.curating import ProblemFormat, print_problems
from kb.cli.faults import DATA, FINDINGS, say
from kb.cli.options import DataOption, base_with
from kb.problems import DataInvalid, Problem, UsageFault

if TYPE_CHECKING:
    from kb.article.sync import Synced
    from kb.ask.base import KnowledgeBase
    from kb.cli.output import Format
    from kb.view.since import Since

HTML = (".html", ".htm", ".xhtml")
ARTICLES = (".md", ".markdown", *HTML)
BOM = "\ufeff"
BINARY = (b"PK", b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rt")
"""How files of word processors begin, and PDF."""

ArticlesArgument = Annotated[
    list[Path], typer.Argument(help="Markdown or HTML files, or folders of them.")
]
ProblemsOption = Annotated[ProblemFormat, typer.Option("--format", "-f")]


def sync(
    articles: ArticlesArgument,
    check: Annotated[bool, typer.Option("--check", help="Change nothing; exit 1 on news.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Overwrite hand edits.")] = False,
    fmt: ProblemsOption = ProblemFormat.HUMAN,
    data: DataOption = None,
) -> None:
    """Examples:  kb sync article.md  ·  kb sync --check articles  ·  kb sync --check a.md -f github

    Fills the blocks between `<!-- kb:… -->` and `<!-- /kb -->`. With --check it says which facts
    changed behind each block, and why. Blocks edited by hand are never overwritten without --force.
    """
    results = _all_synced(articles, force, data)
    problems = [
        p for _, _, done in results for p in (*(done.changes if check else ()), *done.edits)
    ]
    print_problems(problems, fmt)
    for path, raw, done in results:
        _settle(path, raw, done, check, fmt)
    if problems:
        raise typer.Exit(FINDINGS)


def _all_synced(
    articles: list[Path], force: bool, data: list[Path] | None
) -> list[tuple[Path, str, Synced]]:
    """Every article filled; raises DataInvalid with the markers at fault of all of them."""
    from kb.article.marks import parse_article

    base = base_with(data)
    found: list[tuple[Path, str, Synced]] = []
    faults: list[Problem] = []
    for path in articles:
        inside = [path] if not path.is_dir() else _inside(path)
        texts = [(one, article_text(one)) for one in inside]
        if path.is_dir():
            texts = [
                (one, text)
                for one, text in texts
                if (a := parse_article(text, str(one), html=_is_html(one))).blocks or a.problems
            ]
            say(f"{path}: {len(texts)} of {len(inside)} articles with markers.")
        for one, text in texts:
            try:
                found.append((one, text, _synced(base, one, text, force)))
            except DataInvalid as fault:
                faults += fault.problems
    if faults:
        raise DataInvalid(faults)
    return found


def _inside(folder: Path) -> list[Path]:
    """The articles below a folder, in order; hidden folders are left out. Raises UsageFault."""
    found = [
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in ARTICLES
        and path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]
    if not found:
        raise UsageFault(f"{folder} holds no article ({', '.join(ARTICLES)}).")
    return found


def _is_html(path: Path) -> bool:
    return path.suffix.lower() in HTML


def _synced(base: KnowledgeBase, path: Path, text: str, force: bool) -> Synced:
    from kb.article.sync import synced
    from kb.load.version import data_version

    version = str(data_version())
    return synced(base, text, str(path), version, html=_is_html(path), force=force)


def _settle(path: Path, old: str, done: Synced, check: bool, fmt: ProblemFormat) -> None:
    if check:
        if done.diff and fmt is ProblemFormat.HUMAN:
            sys.stdout.write(done.diff + "\n")
        if not (done.changes or done.edits):
            say(f"{path}: up to date.")
        return
    if done.text == old:
        say(f"{path}: up to date.")
        return
    from kb.cli.files import write_bytes_atomically

    write_bytes_atomically(path, done.text.encode("utf-8"))
    say(f"{path}: {len(done.changes)} change{'' if len(done.changes) == 1 else 's'} written.")


def article_text(path: Path) -> str:
    """The text of an article with its line ends and its byte order mark kept.

    Raises UsageFault if it is no file, DataInvalid if it is not UTF-8.
    """
    from kb.load.files import read_text

    if not path.is_file():
        raise UsageFault(f"{path} is no file. Name an article.")
    if path.read_bytes()[:4].startswith(BINARY):
        raise UsageFault(
            f"{path} is no Markdown, HTML or plain text. Save it as one of these; "
            "`kb stale` reads Word files and PDF too."
        )
    text, problems = read_text(path, str(path))
    if text is None:
        raise DataInvalid(problems)
    return BOM + text if path.read_bytes().startswith(b"\xef\xbb\xbf") else text


def check(
    articles: ArticlesArgument,
    about: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option("--about", help="Only these treatments; may be repeated."),
    ] = None,
    grade: Annotated[
        float, typer.Option(min=0, max=30, help="Highest reading grade of a paragraph.")
    ] = 9.0,
    fmt: ProblemsOption = ProblemFormat.HUMAN,
    data: DataOption = None,
) -> None:
    """Examples:  kb check draft.md  ·  kb check draft.html --about ketamine --grade 8

    Reads a draft against the records: contradictions, claims told too simply, promises, stigma,
    missing statements and references, reading grade. A finding has a place, its fact, a remedy.
    """
    from kb.article.checking import check_draft

    base = base_with(data)
    given = tuple(base[name] for name in about or [])
    texts = [(path, article_text(path), path.suffix.lower() in HTML) for path in articles]
    found = [
        problem
        for path, text, html in texts
        for problem in check_draft(base, text, str(path), html=html, given=given, highest=grade)
    ]
    print_problems(found, fmt)
    if found:
        raise typer.Exit(FINDINGS)
    say("Nothing found. That no rule objects does not make a text right.")


def stale_texts(
    texts: list[str], base: KnowledgeBase, fmt: Format | None, as_json: bool,
    output: Path | None, width: int | None,
) -> None:  # fmt: skip
    """What has changed behind articles, Word files or stamps; exits 1 if anything has."""
    from kb.cli.output import deliver
    from kb.view.since import since_document

    found = [one for text in texts for one in _since(text, base)]
    deliver(since_document(found), fmt, as_json, output, width)
    if any(one.moved or one.note for one in found):
        raise typer.Exit(FINDINGS)


def _since(text: str, base: KnowledgeBase) -> list[Since]:
    from kb.article.stale import since_stamp, since_text
    from kb.publish.stamp import NoStamp, find_stamps

    try:
        path = Path(text)
        if len(text) < 1000 and path.is_file():
            return since_text(base, path.read_bytes(), text)
        found = [since_stamp(base, stamp, "stamp") for stamp in find_stamps(text)]
    except NoStamp as fault:
        raise UsageFault(f"{fault} Copy it whole, from kb1 to its end.") from fault
    if not found:
        raise UsageFault(f'"{text[:60]}" is neither a file nor a stamp.')
    return found


def leave(problems: list[Problem]) -> None:
    """Exit 4 if any problem is an error, 1 if there are findings."""
    from kb.problems import Severity

    if any(p.severity is Severity.ERROR for p in problems):
        raise typer.Exit(DATA)
    if problems:
        raise typer.Exit(FINDINGS)
