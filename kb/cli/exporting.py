"""Commands for writers: export summary, comparison; formats and where they go."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from kb.cli.options import DataOption, NameArgument, NamesArgument, base_with
from kb.problems import UsageFault
from kb.publish.choices import Audience, Length, Locale, Style

if TYPE_CHECKING:
    from kb.ask.base import KnowledgeBase
    from kb.view.publication import Picture, Publication

export = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Texts, pictures and data for publication; `kb export COMMAND --help` shows examples.",
)


class Sort(StrEnum):
    """Formats of a publication."""

    MARKDOWN = "markdown"
    HTML = "html"
    TEXT = "text"
    DOCX = "docx"
    PDF = "pdf"
    JSON = "json"


SUFFIXES = {
    ".md": Sort.MARKDOWN, ".markdown": Sort.MARKDOWN, ".html": Sort.HTML, ".htm": Sort.HTML,
    ".txt": Sort.TEXT, ".docx": Sort.DOCX, ".pdf": Sort.PDF, ".json": Sort.JSON,
}  # fmt: skip

SortOption = Annotated[
    Optional[Sort],  # noqa: UP045
    typer.Option("--format", "-f", help="By default from the suffix of -o, else markdown."),
]
OutOption = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option("--output", "-o", help="Write to FILE; the suffix picks the format."),
]
AudienceOption = Annotated[Audience, typer.Option(help="For whom it is written.")]
StyleOption = Annotated[Style, typer.Option(help="Style of citations and references.")]
LocaleOption = Annotated[Locale, typer.Option(help="Names, spelling, and whose approval.")]
LengthOption = Annotated[Length, typer.Option(help="Key fields, or every claim.")]
FragmentOption = Annotated[bool, typer.Option("--fragment", help="HTML without page and style.")]
TemplateOption = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option("--template", help="Folder with your own templates; see docs/templates.md."),
]


@export.command("summary", short_help="One treatment, ready to edit.")
def summary(
    name: NameArgument,
    audience: AudienceOption = Audience.CLINICIAN,
    style: StyleOption = Style.AMA,
    locale: LocaleOption = Locale.US,
    length: LengthOption = Length.SHORT,
    fmt: SortOption = None,
    fragment: FragmentOption = False,
    template: TemplateOption = None,
    output: OutOption = None,
    data: DataOption = None,
) -> None:
    """Examples:  kb export summary sertraline  ·  kb export summary ect --audience patient

    Writes a summary of one treatment, ready to edit, with references, caveats and a stamp.
    """
    publication = published([name], audience, style, locale, length, data)
    hand_over(publication, fmt, fragment, template, output)


@export.command("comparison", short_help="Two or more treatments, ready to edit.")
def comparison(
    names: NamesArgument,
    audience: AudienceOption = Audience.CLINICIAN,
    style: StyleOption = Style.AMA,
    locale: LocaleOption = Locale.US,
    length: LengthOption = Length.SHORT,
    fmt: SortOption = None,
    fragment: FragmentOption = False,
    template: TemplateOption = None,
    output: OutOption = None,
    data: DataOption = None,
) -> None:
    """Example:  kb export comparison ketamine ssri snri --audience patient -o c.html

    Writes a comparison of two or more treatments, in the order asked.
    """
    if len(names) < 2:
        raise UsageFault("Name at least two treatments; `kb export summary NAME` writes about one.")
    publication = published(names, audience, style, locale, length, data)
    hand_over(publication, fmt, fragment, template, output)


def published(
    names: list[str], audience: Audience, style: Style, locale: Locale, length: Length,
    data: list[Path] | None,
) -> Publication:  # fmt: skip
    """The publication asked for, with the timeline among its pictures."""
    from kb.load.version import data_version
    from kb.publish.compose import Wish, publish

    base = base_with(data)
    several = audience is Audience.CLINICIAN and len(names) > 1
    added = _timeline(base, names) if several else ()
    return publish(base, names, Wish(audience, style, locale, length), str(data_version()), added)


def _timeline(base: KnowledgeBase, names: list[str]) -> tuple[Picture, ...]:
    """The timeline as a picture of the publication."""
    from kb.cli.answers import timeline_answer
    from kb.view.document import Chart
    from kb.view.publication import Picture

    for block in timeline_answer(base, names).blocks:
        if isinstance(block, Chart):
            return (Picture("timeline", block.title, f"{block.axis}.", block),)
    return ()


def hand_over(
    publication: Publication, fmt: Sort | None, fragment: bool, template: Path | None,
    output: Path | None,
) -> None:  # fmt: skip
    """Write the publication to stdout or to a file."""
    fmt = _sort(fmt, output)
    if fragment and fmt is not Sort.HTML:
        raise UsageFault("--fragment belongs to HTML. Add --format html.")
    raw = made(publication, fmt, fragment, template)
    if output is not None:
        from kb.cli.files import write_bytes_atomically

        write_bytes_atomically(output, raw)
        print(f"{output} written.", file=sys.stderr)
    elif fmt in (Sort.DOCX, Sort.PDF) and sys.stdout.isatty():
        raise UsageFault(f"A {fmt.value} file is no text. Name a file: -o NAME.{fmt.value}")
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(raw)
        sys.stdout.buffer.flush()


def _sort(fmt: Sort | None, output: Path | None) -> Sort:
    if fmt is not None or output is None:
        return fmt or Sort.MARKDOWN
    found = SUFFIXES.get(output.suffix.lower())
    if found is None:
        known = ", ".join(SUFFIXES)
        raise UsageFault(f'"{output.name}" has no known suffix ({known}). Add --format.')
    return found


def made(publication: Publication, fmt: Sort, fragment: bool, template: Path | None) -> bytes:
    """The publication in a format. Raises UsageFault where a library is missing."""
    from kb.render.extras import NotInstalled

    try:
        return _made(publication, fmt, fragment, template)
    except NotInstalled as missing:
        raise UsageFault(str(missing)) from missing


def _made(publication: Publication, fmt: Sort, fragment: bool, template: Path | None) -> bytes:
    if template is not None:
        from kb.cli.templating import from_template

        return from_template(template, publication, fmt.value).encode()
    match fmt:
        case Sort.MARKDOWN:
            from kb.render.pub_markdown import markdown

            return markdown(publication).encode()
        case Sort.HTML:
            from kb.render.pub_html import fragment as inner
            from kb.render.pub_html import page

            return (inner(publication) if fragment else page(publication)).encode()
        case Sort.TEXT:
            from kb.render.pub_text import text

            return text(publication).encode()
        case Sort.DOCX:
            from kb.render.pub_docx import docx

            return docx(publication)
        case Sort.PDF:
            from kb.render.pub_pdf import pdf

            return pdf(publication)
        case Sort.JSON:
            import json

            return (json.dumps(publication.data, indent=2, ensure_ascii=False) + "\n").encode()


class PictureSort(StrEnum):
    """Formats of a picture."""

    SVG = "svg"
    PNG = "png"


@export.command("pictures", short_help="The pictures alone, as SVG or PNG.")
def pictures(
    names: NamesArgument,
    folder: Annotated[Path, typer.Option("--output", "-o", help="A folder, made if need be.")],
    audience: AudienceOption = Audience.CLINICIAN,
    locale: LocaleOption = Locale.US,
    fmt: Annotated[PictureSort, typer.Option("--format", "-f")] = PictureSort.SVG,
    data: DataOption = None,
) -> None:
    """Examples:  kb export pictures ketamine ssri -o pictures  ·  … --format png

    Writes the pictures of an export, one file each: icon arrays, onset by duration, timeline.
    """
    publication = published(names, audience, Style.AMA, locale, Length.SHORT, data)
    if not publication.pictures:
        raise UsageFault("No rate or length of time is recorded that could be drawn.")
    _write_pictures(publication, folder, fmt)


def _write_pictures(publication: Publication, folder: Path, fmt: PictureSort) -> None:
    from kb.cli.files import write_bytes_atomically
    from kb.render.extras import NotInstalled
    from kb.render.png import picture_png
    from kb.render.pub_pictures import picture_svg

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageFault(f"{folder} cannot be made: {error.strerror}.") from error
    for picture in publication.pictures:
        path = folder / f"{picture.id}.{fmt.value}"
        try:
            svg = fmt is PictureSort.SVG
            raw = (picture_svg(picture) + "\n").encode() if svg else picture_png(picture)
        except NotInstalled as missing:
            raise UsageFault(str(missing)) from missing
        write_bytes_atomically(path, raw)
        print(f"{path} written.", file=sys.stderr)
