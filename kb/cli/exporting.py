"""Commands for writers: export summary, comparison, pictures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from kb.cli.handing import Form, PictureSort, Sort, hand_over, write_pictures
from kb.cli.options import DataOption, NameArgument, NamesArgument, base_with
from kb.problems import UsageFault
from kb.publish.choices import Audience, Length, Locale, Style

if TYPE_CHECKING:
    from kb.view.publication import Publication

export = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Texts, pictures and data for publication; `kb export COMMAND --help` shows examples.",
)


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
PicturesOption = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option("--pictures", help="Markdown: SVGs in FOLDER, linked."),
]
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
    pictures: PicturesOption = None,
    template: TemplateOption = None,
    output: OutOption = None,
    data: DataOption = None,
) -> None:
    """Examples:  kb export summary sertraline  ·  kb export summary ect --audience patient

    Writes a summary of one treatment, ready to edit, with references, caveats and a stamp.
    """
    publication = published([name], audience, style, locale, length, data)
    hand_over(publication, Form(fmt, fragment, pictures, template, output))


@export.command("comparison", short_help="Two or more treatments, ready to edit.")
def comparison(
    names: NamesArgument,
    audience: AudienceOption = Audience.CLINICIAN,
    style: StyleOption = Style.AMA,
    locale: LocaleOption = Locale.US,
    length: LengthOption = Length.SHORT,
    fmt: SortOption = None,
    fragment: FragmentOption = False,
    pictures: PicturesOption = None,
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
    hand_over(publication, Form(fmt, fragment, pictures, template, output))


def published(
    names: list[str], audience: Audience, style: Style, locale: Locale, length: Length,
    data: list[Path] | None,
) -> Publication:  # fmt: skip
    """The publication asked for."""
    from kb.load.version import data_version
    from kb.publish.compose import Wish, publish

    wish = Wish(audience, style, locale, length)
    return publish(base_with(data), names, wish, str(data_version()))


@export.command("pictures", short_help="The pictures alone, as SVG or PNG.")
def export_pictures(
    names: NamesArgument,
    folder: Annotated[Path, typer.Option("--output", "-o", help="A folder, made if need be.")],
    audience: AudienceOption = Audience.CLINICIAN,
    locale: LocaleOption = Locale.US,
    fmt: Annotated[PictureSort, typer.Option("--format", "-f")] = PictureSort.SVG,
    data: DataOption = None,
) -> None:
    """Examples:  kb export pictures ketamine ssri -o pictures  ·  … --format png

    Writes the pictures of an export, one file each: icon arrays, onset by duration,
    timeline, forest plots.
    """
    publication = published(names, audience, Style.AMA, locale, Length.SHORT, data)
    if not publication.pictures:
        raise UsageFault("No rate or length of time is recorded that could be drawn.")
    write_pictures(publication, folder, fmt)
