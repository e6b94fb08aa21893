"""The one reader of papers: the templates and fonts that ship with the program."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import as_file, files
from pathlib import Path

import typst

from detente.documents.papers.contents import PaperKind
from detente.documents.papers.press import Stationery


def read_stationery(more_fonts: Sequence[Path] = ()) -> Stationery:
    """Templates, style and fonts, read once and used for as many papers as one likes.

    ``more_fonts``: folders of fonts for characters that the shipped ones lack (TTF, OTF); those of the
    system are never used, so that the same paper comes out everywhere.
    """
    here = files("detente.documents.papers")
    names = {kind: _LAID_OUT_AS.get(kind, kind).value for kind in PaperKind}
    templates = {kind: (here / "templates" / f"{name}.typ").read_bytes() for kind, name in names.items()}
    with as_file(here / "fonts") as folder:
        fonts = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[str(one) for one in (folder, *more_fonts)],
        )
    return Stationery((here / "templates" / "style.typ").read_bytes(), templates, fonts)


_LAID_OUT_AS = {PaperKind.VISIT_REQUEST: PaperKind.INSPECTION_NOTICE}
