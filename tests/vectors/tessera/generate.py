"""Write ``log.json`` beside this file from a checkout of Tessera.

    python tests/vectors/tessera/generate.py CHECKOUT

Only what cannot be recomputed is kept: the leaves and the published test key (from testdata/build_log.sh), and
the SHA-256 of every published file. The files themselves are made again by our own code in the test.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from hashlib import sha256
from pathlib import Path


def _git(checkout: str, *arguments: str) -> bytes:
    return subprocess.run(["git", "-C", checkout, *arguments], check=True, capture_output=True).stdout


def build(checkout: str) -> dict[str, object]:
    script = _git(checkout, "show", "HEAD:testdata/build_log.sh").decode()
    names = _git(checkout, "ls-tree", "-r", "--name-only", "HEAD", "testdata/log").decode().split()
    files = [name for name in names if "/.state/" not in name]
    leaves = re.search(r"for i in (.*?);", script)
    private = re.search(r'LOG_PRIVATE_KEY="(.*?)"', script)
    public = re.search(r'LOG_PUBLIC_KEY="(.*?)"', script)
    assert leaves
    assert private
    assert public
    return {
        "source": "https://github.com/transparency-dev/tessera, testdata/log and testdata/build_log.sh",
        "commit": _git(checkout, "rev-parse", "HEAD").decode().strip(),
        "licence": "Apache-2.0, Copyright The Tessera authors",
        "private_key": private.group(1),
        "public_key": public.group(1),
        "leaves": leaves.group(1).split(),
        "sha256": {
            name.removeprefix("testdata/log/"): sha256(_git(checkout, "show", f"HEAD:{name}")).hexdigest()
            for name in sorted(files)
        },
    }


if __name__ == "__main__":
    where = Path(__file__).with_name("log.json")
    where.write_text(json.dumps(build(sys.argv[1]), indent=1) + "\n", encoding="utf-8")
