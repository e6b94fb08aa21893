"""A file from the draft's page to the message's page, and back to whoever reads."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.web.conftest import Served, make_node, token_in
from tests.web.stories import AT

from detente.kernel.identifiers import AgreementId, FormatId
from detente.node.actors import operator
from detente.node.drafts import load_draft, start_draft, submit_draft
from detente.node.ground import Ground
from detente.node.release import release_draft, send_message
from detente.web.app import build_app

MAP = bytes(range(256)) * 400


def test_a_file_is_attached_on_the_drafts_page_and_downloaded_from_the_message(
    tmp_path: Path, ground: Ground, runner: asyncio.Runner
) -> None:
    node = make_node(tmp_path / "KZ", "KZ", ground, two_person_release=False)
    served = Served(node, build_app(node, lambda: AT), runner)
    content = {"subject": {"en": "Range"}, "text": {"en": "The map is attached."}}
    vienna, form = AgreementId("vienna-document-2011"), FormatId("information")
    draft = start_draft(node, operator(), vienna, form, AT, content=content)
    duty = served.visit("duty")
    text = duty.get(f"/drafts/{draft}").text
    sent = {"token": token_in(text), "item": "file"}
    answer = duty.post(
        f"/drafts/{draft}/attachments", data=sent, files={"file": ("карта.pdf", MAP, "application/pdf")}
    )
    assert answer.status_code == 303, answer.text
    assert "Given: карта.pdf" in duty.get(f"/drafts/{draft}").text
    assert load_draft(node, draft).draft.content["file"]["size"] == len(MAP)  # type: ignore[index,call-overload]
    submit_draft(node, operator(), draft, AT)
    reference = release_draft(node, operator(), draft, AT)
    send_message(node, operator(), reference, AT)
    page = duty.get(f"/messages/{reference}").text
    (link,) = [part.split('"')[0] for part in page.split('href="')[1:] if part.startswith("/attachments/")]
    came = duty.get(link)
    assert (came.content, came.headers["content-type"]) == (MAP, "application/octet-stream")
    assert "attachment" in came.headers["content-disposition"]
    assert served.visit().get(link).status_code == 303
    node.close()
