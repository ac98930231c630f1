"""A cited document."""

import re
from typing import Annotated

from kb.model.claim import ID, Frozen, Plain, Where, term
from kb.model.composite import Year
from kb.model.fault import ValueFault
from kb.model.frame import BeforeValidator, Field
from kb.model.plain import check_plain
from kb.model.vocab import SourceType


def _matching(pattern: str, what: str, remedy: str) -> BeforeValidator:
    def read(given: object) -> str:
        if not isinstance(given, str) or not re.fullmatch(pattern, given, re.ASCII):
            raise ValueFault(f'"{given}" is not {what}', remedy)
        return given

    return BeforeValidator(read)


def _long(given: object) -> str:
    if not isinstance(given, str):
        raise ValueFault("this must be text", "Write one line of text.")
    check_plain(given, 500)
    return given


SourceId = Annotated[
    str,
    _matching(
        rf"(?=.{{1,100}}\Z){ID.pattern}",
        "an id",
        "Write lower-case words and hyphens, 100 characters at most.",
    ),
]
Doi = Annotated[str, _matching(r"10\.\d{4,9}/[!-~]+", "a DOI", "Write it from 10. on, bare.")]
Pmid = Annotated[str, _matching(r"\d{4,9}", "a PMID", "Write the digits only.")]
_ADDRESS = (
    r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?::\d{1,5})?"
    r"(?:[/?#][!#-;=?-\[\]_a-z~]*)?"
)
"""A host in plain letters, so that it is the one it looks like; no name or password before it."""
Link = Annotated[
    str, _matching(_ADDRESS, "a link", "Write an address with https://, in plain characters.")
]
Long = Annotated[str, BeforeValidator(_long)]


class Source(Frozen):
    """One document, cited by its id. Each is recorded once, in data/sources."""

    id: SourceId = Field(description="Unique id, cited as `id locator`.", examples=["smith2020"])
    type: Annotated[SourceType, term(SourceType)] = Field(description="Kind of document.")
    title: Long = Field(description="Title as printed.")
    authors: Long | None = Field(None, description="Authors, or the issuing body.")
    year: Year | None = Field(None, description="Year of publication or of the edition.")
    edition: Plain | None = Field(None, description="Edition or revision date.")
    jurisdiction: Where | None = Field(None, description="Whose document it is.")
    journal: Plain | None = Field(None, description="Journal, for papers.")
    doi: Doi | None = Field(None, description="Digital object identifier, without a prefix.")
    pmid: Pmid | None = Field(None, description="PubMed id.")
    pmcid: Plain | None = Field(None, description="PubMed Central id.")
    setid: Plain | None = Field(None, description="Set id of a US label.")
    number: Plain | None = Field(None, description="Guideline or document number.")
    link: Link | None = Field(None, description="Page of the document.")
    copy_read: Plain | None = Field(
        None, alias="copy", description="Which copy was read, where the original was not."
    )
    licence: Plain | None = Field(None, description="Licence class, where it matters.")
    title_shortened: Plain | None = Field(
        None, alias="title-shortened", description="yes where the title recorded is shortened."
    )

    @property
    def address(self) -> str:
        """The best link: DOI, then PubMed, then the page; empty if there is none."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        if self.pmid:
            return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/"
        return self.link or ""
