"""Every path of the desk, in one place: patterns for the routes, functions for the links."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote, urlencode, urlsplit

from detente.kernel.identifiers import AgreementId, FormatId, MatterId, ProvisionId, Reference, StateCode

TODAY = "/"
SIGN_IN = "/sign-in"
SIGN_OUT = "/sign-out"
PREFERENCES = "/preferences"
STATIC = "/static"
API = "/api/v1"
WITNESS = "/witness"
API_DESCRIPTION = "/api/v1/openapi.json"

MESSAGES = "/messages"
MESSAGE = "/messages/{reference:path}"
NOTICE = "/notices/{reference:path}"
EVIDENCE = "/evidence/{reference:path}"
ATTACHMENT = "/attachments/{digest}/{reference:path}"
DRAFTS = "/drafts"
DRAFT = "/drafts/{number:int}"
DRAFT_FILE = "/drafts/{number:int}/file"
DRAFT_ATTACHMENTS = "/drafts/{number:int}/attachments"
MESSAGE_FILE = "/message-files/{reference:path}"
#: Where whole files are sent.
TAKES_FILES = re.compile(r"/drafts/[0-9]+/(file|attachments)", re.A)

ACTIVITIES = "/activities"
ACTIVITIES_MONTH = "/activities/month"
ACTIVITIES_YEAR = "/activities/year"
ACTIVITIES_MAP = "/activities/map"
ACTIVITY = "/activities/{matter:path}"

VISITS = "/visits"
VISITS_MONTH = "/visits/month"
VISITS_YEAR = "/visits/year"
VISITS_MAP = "/visits/map"
QUOTAS = "/visits/quotas"
PLANNER = "/visits/planner"
PROPOSAL = "/visits/planner/proposal"
VISIT = "/visits/{matter:path}"
PAPERS = "/paper-lists/{matter:path}"
PAPER = "/papers/{kind}/{matter:path}"
QUOTA_PAPER = "/quota-papers/{agreement}/{state}/{year:int}"
CALENDAR = "/calendar.ics"
CALENDAR_OF = "/calendars/{matter:path}"

FORCES = "/forces"
CEILINGS = "/ceilings"
DECLARATIONS = "/declarations"
DECLARATION = "/declarations/{matter:path}"
FORCES_MAP = "/forces/map"
FORCES_CHART = "/forces/{agreement}/{state}"
FORCES_PICTURE = "/forces/{agreement}/{state}/chart.svg"
FORCES_TREE = "/forces/{agreement}/{state}/tree"
FORCES_TABLE = "/forces/{agreement}/{state}/table"
FORCES_POSTS = "/forces/{agreement}/{state}/posts"
FORCES_CITIES = "/forces/{agreement}/{state}/map"
FORCES_DIFFERENCES = "/forces/{agreement}/{state}/differences"
FORCES_DIFFERENCES_CHART = "/forces/{agreement}/{state}/differences/chart"
FORCES_HISTORY = "/forces/{agreement}/{state}/history"

AGREEMENTS = "/agreements"
AGREEMENT = "/agreements/{agreement}"
COMPARISON = "/agreements/comparison"
PROVISION = "/agreements/{agreement}/provisions/{provision}"
LACKING = "/agreements/{agreement}/not-seen"
FORMATS = "/agreements/{agreement}/formats"

LABORATORY = "/laboratory"
LABORATORY_CSV = "/laboratory.csv"
LABORATORY_PARQUET = "/laboratory.parquet"
LABORATORY_VARIANTS = "/laboratory/variants"

TRUST = "/trust"
TRUST_CHECK = "/trust/check"
TRUST_PEERS = "/trust/peers"
TRUST_INTRODUCTION = "/trust/introduction"
TRUST_PROOF = "/trust/alarms/{number:int}"


def message(reference: Reference) -> str:
    """One message."""
    return f"{MESSAGES}/{quote(reference)}"


def notice(reference: Reference) -> str:
    """One message as numbered text, to keep or print."""
    return f"/notices/{quote(reference)}"


def attachment(reference: Reference, digest: str) -> str:
    """A file that came with a message, to download."""
    return f"/attachments/{digest}/{quote(reference)}"


def evidence(reference: Reference) -> str:
    """The evidence of one message, to download."""
    return f"/evidence/{quote(reference)}"


def draft_attachments(number: int) -> str:
    """Where a file of a draft is sent to."""
    return f"{DRAFTS}/{number}/attachments"


def draft_file(number: int, kind: str | None = None) -> str:
    """A draft as a file of that kind; without one: where a file is put into it."""
    return with_query(f"{DRAFTS}/{number}/file", kind=kind)


def message_file(reference: Reference, kind: str) -> str:
    """A message as a file of that kind."""
    return with_query(f"/message-files/{quote(reference)}", kind=kind)


def draft(number: int) -> str:
    """One draft."""
    return f"{DRAFTS}/{number}"


def activity(matter: MatterId) -> str:
    """One drill."""
    return f"{ACTIVITIES}/{quote(matter)}"


def visit(matter: MatterId) -> str:
    """One visit."""
    return f"{VISITS}/{quote(matter)}"


def quotas(agreement_id: AgreementId | str, year: int | None, state: str) -> str:
    """The quotas of one state in a year."""
    return with_query(QUOTAS, agreement=agreement_id, year=year, state=state)


def ceilings(agreement_id: AgreementId | str, year: int, book: str = "", limit: str = "") -> str:
    """The ceilings of an agreement in a year; where one is named, opened at it."""
    path = with_query(CEILINGS, agreement=agreement_id, year=year, book=book, limit=limit)
    return f"{path}#{quote(book)}" if book else path


def declaration(matter: MatterId) -> str:
    """One sealed declaration."""
    return f"{DECLARATIONS}/{quote(matter)}"


def forces(agreement_id: AgreementId, state: StateCode, view: str = "", **asked: str | int | None) -> str:
    """The forces of one state, as a chart or in the ``view`` that ends its path."""
    path = f"{FORCES}/{quote(agreement_id)}/{quote(state)}"
    return with_query(f"{path}/{view}" if view else path, **asked)


def papers(matter: MatterId) -> str:
    """The papers of a visit or drill."""
    return f"/paper-lists/{quote(matter)}"


def paper(kind: str, matter: MatterId, part: str, language: str) -> str:
    """One paper of a visit or drill, to download."""
    return with_query(f"/papers/{quote(kind)}/{quote(matter)}", part=part, language=language)


def quota_paper(agreement_id: AgreementId, state: str, year: int, language: str) -> str:
    """The quotas of one state in a year as a paper, to download."""
    return with_query(f"/quota-papers/{quote(agreement_id)}/{quote(state)}/{year}", language=language)


def calendar_of(matter: MatterId) -> str:
    """One visit or drill for a calendar, to download."""
    return f"/calendars/{quote(matter)}"


def agreement(agreement_id: AgreementId, article: str = "") -> str:
    """One agreement, at an article where one is given: ``6(1)`` stands under article 6."""
    place = f"#{article_anchor(article)}" if article else ""
    return f"{AGREEMENTS}/{quote(agreement_id)}{place}"


def provision(
    agreement_id: AgreementId,
    provision_id: ProvisionId,
    about: str = "",
    state: str = "",
    page: int | None = None,
) -> str:
    """One provision, with what it means for what is known, or for one matter or year, or in one state alone."""
    path = f"{AGREEMENTS}/{quote(agreement_id)}/provisions/{quote(provision_id)}"
    return with_query(path, about=about, state=state, page=page)


def lacking(agreement_id: AgreementId) -> str:
    """What of an agreement has not been seen."""
    return f"{AGREEMENTS}/{quote(agreement_id)}/not-seen"


def formats(agreement_id: AgreementId, format_id: FormatId | None = None) -> str:
    """What its messages ask, at one format where one is given."""
    place = f"#format-{quote(format_id)}" if format_id else ""
    return f"{AGREEMENTS}/{quote(agreement_id)}/formats{place}"


def comparison(one: AgreementId, other: AgreementId | None = None) -> str:
    """Two agreements side by side; where only one is named, the reader chooses the other."""
    return with_query(COMPARISON, one=one, other=other)


def article_anchor(article: str) -> str:
    """Where an article stands on the page of its agreement."""
    return f"article-{quote(article.partition('(')[0].strip())}"


def proof_of_alarm(number: int) -> str:
    """The proof of an alarm, to download."""
    return f"{TRUST}/alarms/{number}"


def static_file(name: str, digest: str) -> str:
    """A static file; ``digest`` changes with its content, so that it may be cached for good."""
    return f"{STATIC}/{quote(name)}?v={digest}"


def with_query(path: str, **parameters: str | int | Sequence[str] | None) -> str:
    """``path`` with those parameters that are set, in the order given; a list gives its name several times."""
    known = {name: value for name, value in parameters.items() if value not in (None, "", (), [])}
    return f"{path}?{urlencode(known, doseq=True)}" if known else path


def local_path(text: str) -> str:
    """``text`` if it is a path of this desk, else the first page: never a way to another host."""
    parts = urlsplit(text)
    is_local = text.startswith("/") and not text.startswith(("//", "/\\")) and text.isprintable()
    return text if is_local and not parts.scheme and not parts.netloc else TODAY
