from __future__ import annotations

import pytest

from detente.agreements.load import PackLoader
from detente.agreements.new import TEMPLATE_ID, new_pack, propose_code
from detente.kernel.errors import InputError


@pytest.mark.parametrize(
    ("name", "code"),
    [
        (TEMPLATE_ID, "TV30"),
        ("my-treaty", "MT"),
        ("x", "XX"),
        ("treaty-1997", "T97"),
        ("a-b-c-d-e-f-g-h-2001", "ABCDEF01"),
        ("x2", "XX"),
    ],
)
def test_a_new_pack_loads_under_its_name(name: str, code: str, loader: PackLoader) -> None:
    agreement = loader.load(new_pack(name), name)
    assert (agreement.id, agreement.code) == (name, code)
    assert propose_code(name) == code


def test_nothing_of_the_templates_own_name_is_left() -> None:
    text = b"".join(new_pack("river-2031").values()).decode()
    assert TEMPLATE_ID not in text
    assert "TV30" not in text


@pytest.mark.parametrize("name", ["", "A", "a b", "a/b", "../a", "a.b", "-a", "a-", "9a", "дом", "a\n"])
def test_a_name_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(InputError) as caught:
        new_pack(name)
    assert caught.value.code == "pack-name"


def test_comments_teach_every_file() -> None:
    """The pack is the tutorial; what is plain from the others needs no comment of its own."""
    plain = {"formats/observation-reply.yaml", "formats/clarification-reply.yaml", "CHANGES.md"}
    silent = {path for path, data in new_pack(TEMPLATE_ID).items() if b"# " not in data}
    assert silent <= plain
