"""Makes the border lines and the picture that are shipped in ``src/detente/geography/data``.

    npm pack world-atlas@2.0.2
    .venv/bin/python scripts/build_geography world-atlas-2.0.2.tgz

The archive's integrity is checked against the one recorded here, so the same files come out every time.
World-atlas is Natural Earth (public domain) as TopoJSON.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sys
import tarfile
from collections import defaultdict
from pathlib import Path

from drawing import HEIGHT, PROJECTION, WIDTH, draw
from lines import Line, border_lines
from topology import decode

PACKAGE, PACKAGE_VERSION = "world-atlas", "2.0.2"
INTEGRITY = "sha512-IXfV0qwlKXpckz1FhwXVwKRjiIhOnWttOskm5CtxMsjgE/MXAYRHWJqgXOpM8IkcPBoXnyTU5lFHcYa5ChG0LQ=="
#: Raised by one whenever this script or its lists change what comes out.
REVISION = 1
UNCERTAINTY_KM = 15
HERE = Path(__file__).parent
DATA = HERE.parents[1] / "src/detente/geography/data"
LICENCE = "Natural Earth: public domain. world-atlas: ISC, Copyright 2013-2019 Michael Bostock."
SOURCE = {
    "package": f"{PACKAGE} {PACKAGE_VERSION} (npm), countries-50m.json",
    "integrity": INTEGRITY,
    "origin": "Natural Earth 1:50m, admin-0 countries and land",
    "made_by": "scripts/build_geography",
}


def main(archive: Path) -> None:
    """Write both files from the npm archive at ``archive``."""
    topology = decode(_read_package(archive, "countries-50m.json"))
    lines = border_lines(topology, _read_list("disputes.json"))
    _write("borders-natural-earth-50m.json", _borders_text(lines))
    picture = {
        "id": "eurasia",
        "version": f"{PACKAGE_VERSION}-{REVISION}",
        "licence": LICENCE,
        "source": SOURCE,
        "width": WIDTH,
        "height": HEIGHT,
        "projection": {
            "name": "Lambert azimuthal equal-area, sphere",
            "centre": [PROJECTION.centre.lon, PROJECTION.centre.lat],
            "radius": PROJECTION.radius,
            "left": PROJECTION.left,
            "top": PROJECTION.top,
        },
        "paths": draw(topology, lines),
        "labels": _read_list("labels.json")["labels"],
    }
    _write("picture.json", json.dumps(picture, ensure_ascii=False, indent=1) + "\n")


def _read_package(archive: Path, name: str) -> dict:
    data = archive.read_bytes()
    found = "sha512-" + base64.b64encode(hashlib.sha512(data).digest()).decode()
    if found != INTEGRITY:
        raise SystemExit(f"{archive} is not {PACKAGE} {PACKAGE_VERSION}: its integrity is {found}.")
    with tarfile.open(archive) as package:
        member = package.extractfile(f"package/{name}")
        if member is None:
            raise SystemExit(f"{archive} holds no {name}.")
        return json.load(member)


def _read_list(name: str) -> dict:
    return json.loads((HERE / name).read_text(encoding="utf-8"))


def _borders_text(lines: list[Line]) -> str:
    """One feature a line of text, so that two versions can be compared by eye."""
    parts = defaultdict(list)
    for line in lines:
        for pair in line.pairs:
            parts[pair, line.disputed].append([[round(x, 4), round(y, 4)] for x, y in line.points])
    head = {
        "type": "FeatureCollection",
        "id": "natural-earth-50m",
        "version": f"{PACKAGE_VERSION}-{REVISION}",
        "title": {
            "en": "Natural Earth border lines, a sample agreed by no state",
            "ru": "Линии границ Natural Earth — образец, не согласованный государствами",
            "zh": "Natural Earth 边界线（样本，未经任何国家商定）",
        },
        "licence": LICENCE,
        "source": SOURCE,
        "uncertainty_km": UNCERTAINTY_KM,
    }
    features = [
        {
            "type": "Feature",
            "properties": {"states": list(pair), "disputed": disputed},
            "geometry": {"type": "MultiLineString", "coordinates": coordinates},
        }
        for (pair, disputed), coordinates in sorted(parts.items())
    ]
    compact = [json.dumps(feature, separators=(",", ":")) for feature in features]
    opening = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    return opening + ',\n "features": [\n' + ",\n".join(compact) + "\n ]\n}\n"


def _write(name: str, text: str) -> None:
    DATA.mkdir(exist_ok=True)
    data = text.encode("utf-8")
    (DATA / name).write_bytes(data)
    print(f"{name}: {len(data):,} bytes, sha256 {hashlib.sha256(data).hexdigest()}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]))
