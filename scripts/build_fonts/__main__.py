"""Makes the fonts of the papers that are shipped in ``src/detente/documents/papers/fonts``.

    npm pack @expo-google-fonts/noto-sans@0.4.2 @expo-google-fonts/noto-sans-sc@0.4.3
    python3 -m venv fonts-venv && fonts-venv/bin/pip install fonttools==4.60.1
    fonts-venv/bin/python scripts/build_fonts FOLDER-OF-THE-TWO-ARCHIVES

The archives' integrity is checked against the one recorded here, so the same files come out every time. Kept are
Latin, Greek and Cyrillic letters, punctuation and signs, and in Noto Sans SC every unified Han character it has; in
bold only those of GB 2312, for headings. Any other heading character is set in the regular weight.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import sys
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from fontTools import subset

FONTS = Path(__file__).parents[2] / "src/detente/documents/papers/fonts"
FEATURES = ["ccmp", "kern", "liga", "locl", "mark", "mkmk", "tnum", "lnum", "halt", "palt"]
NOT_NEEDED = ["DSIG", "STAT", "BASE", "vhea", "vmtx", "VORG", "meta"]

LETTERS = range(0x20, 0x588)
SIGNS = range(0x1C80, 0x2E80)
CHINESE_SIGNS = (range(0x3000, 0x3040), range(0xFE30, 0xFE50), range(0xFF00, 0xFFF0))
HAN = (range(0x3400, 0xA000), range(0xF900, 0xFB00), range(0x20000, 0x33480))


@dataclass(frozen=True)
class Package:
    """An npm package of fonts: its archive and what the archive must be."""

    name: str
    version: str
    integrity: str

    @property
    def archive(self) -> str:
        """The name that ``npm pack`` gives it."""
        return f"{self.name.removeprefix('@').replace('/', '-')}-{self.version}.tgz"


SANS = Package(
    "@expo-google-fonts/noto-sans",
    "0.4.2",
    "sha512-zYD8G2ijWLxqmquoQgghNh/x9p0yxWwArD0oxO1oXY1qx5vOd4t0Kbhnu/Cx8RTy08OgA8RtxuULZFaXwVPnPw==",
)
SANS_SC = Package(
    "@expo-google-fonts/noto-sans-sc",
    "0.4.3",
    "sha512-9rAwdFTFHbO/u6Cs0gj2jZbW74TGIiaFNQnXYH2s5wA1bzVkwbaviL4t8YUV642eGYjg86eH6DkAEQmfNHDncQ==",
)


def main(folder: Path) -> None:
    """Write the fonts, their licences and where they come from, out of the archives in ``folder``."""
    letters = {*LETTERS, *SIGNS}
    signs = {*letters, *(one for part in CHINESE_SIGNS for one in part)}
    han = {one for part in HAN for one in part}
    wanted = (
        ("NotoSans-Regular.ttf", SANS, "400Regular/NotoSans_400Regular.ttf", letters),
        ("NotoSans-Bold.ttf", SANS, "700Bold/NotoSans_700Bold.ttf", letters),
        ("NotoSansSC-Regular.ttf", SANS_SC, "400Regular/NotoSansSC_400Regular.ttf", signs | han),
        ("NotoSansSC-Bold.ttf", SANS_SC, "700Bold/NotoSansSC_700Bold.ttf", signs | set(gb_2312())),
    )
    hashes = {}
    for name, package, member, characters in wanted:
        made = cut(read(folder, package, member), characters)
        (FONTS / name).write_bytes(made)
        hashes[name] = hashlib.sha256(made).hexdigest()
        print(f"{name}: {len(made):,} bytes")
    (FONTS / "OFL-NotoSans.txt").write_bytes(read(folder, SANS, "LICENSE_FONT"))
    (FONTS / "OFL-NotoSansSC.txt").write_bytes(read(folder, SANS_SC, "LICENSE_FONT"))
    source = {
        "packages": {f"{one.name} {one.version} (npm)": one.integrity for one in (SANS, SANS_SC)},
        "licence": "SIL Open Font License 1.1",
        "made_by": f"scripts/build_fonts with fonttools {version('fonttools')}",
        "sha256": hashes,
    }
    (FONTS / "source.json").write_text(json.dumps(source, indent=2) + "\n", encoding="utf-8")


def read(folder: Path, package: Package, member: str) -> bytes:
    """A file of an archive, whose integrity is checked first."""
    archive = (folder / package.archive).read_bytes()
    found = "sha512-" + base64.b64encode(hashlib.sha512(archive).digest()).decode("ascii")
    if found != package.integrity:
        sys.exit(f"{package.archive} is not the archive recorded here: {found}")
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        file = files.extractfile(f"package/{member}")
        if file is None:
            sys.exit(f"{package.archive} holds no {member}")
        return file.read()


def cut(font: bytes, characters: set[int]) -> bytes:
    """The font with these characters alone, in the same bytes every time."""
    options = subset.Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.recalc_timestamp = False
    options.drop_tables += NOT_NEEDED
    loaded = subset.load_font(io.BytesIO(font), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(loaded)
    out = io.BytesIO()
    loaded.save(out)
    return out.getvalue()


def gb_2312() -> Iterator[int]:
    """The characters of GB 2312, which an officer's Chinese headings are written in."""
    for first in range(0xA1, 0xFF):
        for second in range(0xA1, 0xFF):
            try:
                yield ord(bytes([first, second]).decode("gb2312"))
            except UnicodeDecodeError:
                continue


if __name__ == "__main__":
    main(Path(sys.argv[1]))
