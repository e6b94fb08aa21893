"""ISO 6709 texts of positions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.geography.position import Position, format_position, parse_position
from detente.kernel.errors import InputError

positions = st.builds(Position, st.floats(-180, 180), st.floats(-90, 90))


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("+43.5400+075.2100/", Position(75.21, 43.54)),
        ("-00.5-000.25/", Position(-0.25, -0.5)),
        ("+90+000/", Position(0.0, 90.0)),
        ("+4330+07515/", Position(75.25, 43.5)),
        ("+4330.5-07515.75/", Position(-75.2625, 43.50833333333333)),
        ("+433224+0751236/", Position(75.21, 43.54)),
        ("+433224.9+0751236.0/", Position(75.21, 43.54025)),
        ("-00-180/", Position(-180.0, 0.0)),
        ("+00+180/", Position(-180.0, 0.0)),
    ],
)
def test_forms_are_read(text: str, position: Position) -> None:
    assert parse_position(text) == pytest.approx(position, abs=1e-12)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "position-form"),
        ("+43.5400+075.2100", "position-form"),
        ("43.54+075.21/", "position-form"),
        ("+43.54 +075.21/", "position-form"),
        ("+43,54+075,21/", "position-form"),
        ("+43.+075./", "position-form"),
        ("+43.5400+75.2100/", "position-form"),
        ("+4332+0751236/", "position-form"),
        ("+433+0751/", "position-form"),
        ("+43.5400+075.2100+100/", "position-form"),
        ("+43.5400+075.2100CRSWGS_84/", "position-form"),
        ("+٤٣.5400+075.2100/", "position-form"),
        ("+43.5400+075.2100/\n", "position-form"),
        ("+90.0001+075.2100/", "position-range"),
        ("+43.5400+180.0001/", "position-range"),
        ("+4360+07500/", "position-range"),
        ("+430060+0750000/", "position-range"),
    ],
)
def test_others_are_refused(text: str, code: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_position(text)
    assert refused.value.code == code
    assert all(text in sentence for sentence in (refused.value.message.ru, refused.value.message.zh))


@pytest.mark.parametrize(
    ("position", "decimals", "text"),
    [
        (Position(75.21, 43.54), 4, "+43.5400+075.2100/"),
        (Position(75.21, 43.54), 0, "+44+075/"),
        (Position(75.21, 43.54), 1, "+43.5+075.2/"),
        (Position(-0.00001, -0.00001), 4, "+00.0000+000.0000/"),
        (Position(179.99999, 1), 4, "+01.0000-180.0000/"),
        (Position(-180, -90), 2, "-90.00-180.00/"),
        (Position(80.94331, 46.16926), 8, "+46.16926000+080.94331000/"),
    ],
)
def test_format(position: Position, decimals: int, text: str) -> None:
    assert format_position(position, decimals) == text


@pytest.mark.parametrize(
    ("position", "decimals"),
    [
        (Position(0, 0), -1),
        (Position(0, 0), 9),
        (Position(float("nan"), 0), 4),
        (Position(0, float("inf")), 4),
        (Position(181, 0), 4),
        (Position(0, -91), 4),
    ],
)
def test_what_cannot_be_written_is_refused(position: Position, decimals: int) -> None:
    with pytest.raises(InputError):
        format_position(position, decimals)


@given(positions, st.integers(0, 8))
def test_round_trip(position: Position, decimals: int) -> None:
    text = format_position(position, decimals)
    read = parse_position(text)
    assert format_position(read, decimals) == text
    assert read.lat == pytest.approx(position.lat, abs=0.5 * 10**-decimals + 1e-12)
    turn = (read.lon - position.lon + 180) % 360 - 180
    assert turn == pytest.approx(0, abs=0.5 * 10**-decimals + 1e-12)


@given(st.text(st.sampled_from("+-.0123456789/"), max_size=30))
def test_any_text_gives_a_position_or_our_error(text: str) -> None:
    try:
        position = parse_position(text)
    except InputError:
        return
    assert -180 <= position.lon < 180
    assert -90 <= position.lat <= 90
