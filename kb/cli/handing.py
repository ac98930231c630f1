"""Publications handed over: in which format, with which pictures, to which file."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from kb.cli.files import format_of, put, write_bytes_atomically
from kb.problems import UsageFault

if TYPE_CHECKING:
    from kb.view.publication import Picture, Publication


class Sort(StrEnum):
    """Formats of a publication."""

    MARKDOWN = "markdown"
    HTML = "html"
    TEXT = "text"
    DOCX = "docx"
    PDF = "pdf"
    JSON = "json"


class PictureSort(StrEnum):
    """Formats of a picture."""

    SVG = "svg"
    PNG = "png"


SUFFIXES = {
    ".md": Sort.MARKDOWN, ".markdown": Sort.MARKDOWN, ".html": Sort.HTML, ".htm": Sort.HTML,
    ".txt": Sort.TEXT, ".docx": Sort.DOCX, ".pdf": Sort.PDF, ".json": Sort.JSON,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Form:
    """How a publication is wanted: `pictures` and `template` are folders."""

    fmt: Sort | None = None
    fragment: bool = False
    pictures: Path | None = None
    template: Path | None = None
    output: Path | None = None

    @property
    def sort(self) -> Sort:
        """The format. Raises UsageFault where an option belongs to another one."""
        sort = format_of(self.fmt, self.output, SUFFIXES, Sort.MARKDOWN)
        if self.fragment and sort is not Sort.HTML:
            raise UsageFault("--fragment belongs to HTML. Add --format html.")
        if self.pictures and (sort is not Sort.MARKDOWN or self.template):
            raise UsageFault(
                "--pictures links pictures from Markdown of the program's own layout. Other "
                "formats hold theirs; `kb export pictures` writes them alone."
            )
        return sort

    def links(self, publication: Publication) -> tuple[str, ...]:
        """The address of each picture, seen from the file that links it; empty without links."""
        if self.pictures is None:
            return ()
        here = self.output.parent if self.output else Path()
        folder = Path(os.path.relpath(self.pictures, here)).as_posix()
        return tuple(f"{folder}/{picture.id}.svg" for picture in publication.pictures)


def hand_over(publication: Publication, form: Form) -> None:
    """Write the publication to stdout or to a file, its linked pictures first."""
    sort = form.sort
    raw = made(publication, sort, form)
    if form.pictures is not None:
        write_pictures(publication, form.pictures, PictureSort.SVG)
    put(raw, form.output, binary=sort.value if sort in (Sort.DOCX, Sort.PDF) else "")


def made(publication: Publication, sort: Sort, form: Form) -> bytes:
    """The publication in a format. Raises UsageFault where a library is missing."""
    from kb.render.extras import NotInstalled

    try:
        return _made(publication, sort, form)
    except NotInstalled as missing:
        raise UsageFault(str(missing)) from missing


def _made(publication: Publication, sort: Sort, form: Form) -> bytes:
    if form.template is not None:
        from kb.cli.templating import from_template

        return from_template(form.template, publication, sort.value).encode()
    match sort:
        case Sort.MARKDOWN:
            from kb.render.pub_markdown import markdown

            return markdown(publication, form.links(publication)).encode()
        case Sort.HTML:
            from kb.render.pub_html import fragment as inner
            from kb.render.pub_html import page

            return (inner(publication) if form.fragment else page(publication)).encode()
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
            from kb.render.data import json_text

            return json_text(publication.data, indent=2).encode()


def write_pictures(publication: Publication, folder: Path, fmt: PictureSort) -> None:
    """Each picture as a file of its own, named after its id; the folder is made if need be.

    All are drawn before the first is written. Raises UsageFault where that cannot be.
    """
    from kb.render.extras import NotInstalled

    try:
        drawn = {
            f"{picture.id}.{fmt.value}": _drawn(picture, fmt, publication.stamp)
            for picture in publication.pictures
        }
    except NotInstalled as missing:
        raise UsageFault(str(missing)) from missing
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageFault(f"{folder} cannot be made: {error.strerror}.") from error
    for name, raw in drawn.items():
        write_bytes_atomically(folder / name, raw)
        print(f"{folder / name} written.", file=sys.stderr)


def _drawn(picture: Picture, fmt: PictureSort, stamp: str) -> bytes:
    """A picture with the stamp of its publication in it."""
    from kb.render import png, pub_pictures, svg

    if fmt is PictureSort.PNG:
        return png.with_note(png.picture_png(picture), stamp)
    return (svg.with_note(pub_pictures.picture_svg(picture), stamp) + "\n").encode()
