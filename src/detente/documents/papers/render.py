"""Papers to PDF: the one way in."""

from __future__ import annotations

from detente.documents.papers.checking import check_paper
from detente.documents.papers.contents import (
    BadgeSheet,
    InspectionNotice,
    Invitation,
    Paper,
    PaperKind,
    Programme,
    QuotaSummary,
    ReportForm,
    TeamList,
    VisitRequest,
)
from detente.documents.papers.form_sheet import form_sheet
from detente.documents.papers.press import Stationery, press
from detente.documents.papers.quota_sheet import quota_sheet
from detente.documents.papers.setting import Setter
from detente.documents.papers.sheets import (
    Sheet,
    badge_sheet,
    inspection_sheet,
    invitation_sheet,
    programme_sheet,
    request_sheet,
    team_sheet,
)
from detente.documents.papers.words import KINDS
from detente.kernel.errors import DetenteBug, InputError
from detente.kernel.instants import Instant
from detente.kernel.languages import Language, Text
from detente.messages.wording import MEND_EACH

MEDIA_TYPE = "application/pdf"


def render_paper(
    paper: Paper,
    language: Language,
    stationery: Stationery,
    *,
    printed_at: Instant,
    personal: bool = False,
) -> bytes:
    """The paper in ``language`` as PDF; the same input always gives the same bytes.

    ``personal``: whether passport numbers and dates of birth may stand in it; without it they never reach
    the PDF.

    Raises:
        InputError: it names no message, no states, nothing to print, dates or figures that cannot be, or
            characters that no font has; it carries every fault.
        OperatorError: the fonts that come with Détente are missing.
    """
    if printed_at.tzinfo is None:
        raise DetenteBug("paper-instant", "A paper was given a time without a zone.", "Please report it.")
    faults = check_paper(paper)
    if faults:
        raise InputError("paper", _UNPRINTABLE, MEND_EACH, faults)
    setter = Setter(language, printed_at, personal)
    return press(paper_kind(paper), _sheet(paper, setter), stationery, printed_at)


def paper_kind(paper: Paper) -> PaperKind:
    """Which paper it is."""
    return _KINDS[type(paper)]


def paper_name(kind: PaperKind) -> Text:
    """What a kind of paper is called where one chooses among them."""
    return KINDS[kind]


def _sheet(paper: Paper, setter: Setter) -> Sheet:
    match paper:
        case Invitation():
            sheet = invitation_sheet(paper, setter)
        case TeamList():
            sheet = team_sheet(paper, setter)
        case Programme():
            sheet = programme_sheet(paper, setter)
        case BadgeSheet():
            sheet = badge_sheet(paper, setter)
        case ReportForm():
            sheet = form_sheet(paper, setter)
        case VisitRequest():
            sheet = request_sheet(paper, setter)
        case InspectionNotice():
            sheet = inspection_sheet(paper, setter)
        case QuotaSummary():
            sheet = quota_sheet(paper, setter)
    return sheet


_KINDS: dict[type[Paper], PaperKind] = {
    Invitation: PaperKind.INVITATION,
    TeamList: PaperKind.TEAM_LIST,
    Programme: PaperKind.PROGRAMME,
    BadgeSheet: PaperKind.BADGES,
    ReportForm: PaperKind.REPORT_FORM,
    InspectionNotice: PaperKind.INSPECTION_NOTICE,
    VisitRequest: PaperKind.VISIT_REQUEST,
    QuotaSummary: PaperKind.QUOTA_SUMMARY,
}
_UNPRINTABLE = Text("The paper cannot be printed.", "Документ нельзя напечатать.", "无法印制该文书。")
