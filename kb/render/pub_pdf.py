"""Publications as PDF, from their HTML."""

from __future__ import annotations

import hashlib
import re

from kb.render.extras import needed
from kb.render.pub_html import escape, page
from kb.view.publication import Publication


def pdf(publication: Publication) -> bytes:
    """The publication as PDF, the same bytes on every run; raises NotInstalled.

    No address is ever fetched: a resource that is not in the page is refused.
    """
    library = needed("weasyprint", "pdf", "A PDF")
    html = page(publication, f'<meta name="kbstamp" content="{escape(publication.stamp)}">\n')
    identifier = hashlib.sha256(html.encode()).digest()[:16]
    html = _SHORT.sub(_whole, html)
    document = library.HTML(string=html, url_fetcher=_refuse)
    raw = bytes(document.write_pdf(pdf_identifier=identifier, pdf_tags=True, custom_metadata=True))
    return re.sub(rb"/CreationDate \(D:[^)]*\)", b"/CreationDate (D:19800101000000Z)", raw)


_SHORT = re.compile(r'(<title id="[^"]*">)([^<]*)(</title><desc id="[^"]*">)([^<]*)')


def _whole(match: re.Match[str]) -> str:
    """A picture's title with its description: a PDF takes the title alone as alternative text."""
    opening, title, between, described = match.groups()
    return f"{opening}{title}. {described}{between}{described}"


def _refuse(url: str, *_: object, **__: object) -> dict[str, object]:
    raise ValueError(f"nothing is fetched: {url}")
