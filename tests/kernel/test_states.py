import pytest

from detente.kernel.errors import InputError
from detente.kernel.identifiers import StateCode
from detente.kernel.languages import Text
from detente.kernel.states import is_invented, parse_state, parse_state_or_invented, state_name


def test_a_state_has_its_name_in_three_languages() -> None:
    assert state_name(parse_state("KZ")) == Text("Kazakhstan", "Казахстан", "哈萨克斯坦")


def test_an_invented_state_is_called_by_its_code() -> None:
    assert state_name(StateCode("XQ")) == Text("XQ", "XQ", "XQ")


@pytest.mark.parametrize("text", ["kz", "KAZ", "", "001", "XQ"])
def test_what_is_no_state_code_is_refused(text: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_state(text)
    assert caught.value.code == "state"


def test_messages_may_name_invented_states() -> None:
    assert [parse_state_or_invented(code) for code in ("KZ", "XQ", "AA", "QM")] == ["KZ", "XQ", "AA", "QM"]
    with pytest.raises(InputError):
        parse_state_or_invented("QQ1")


def test_codes_left_to_users_are_those_of_invented_states() -> None:
    codes = ("KZ", "XA", "XK", "AA", "QL", "QM", "ZZ", "XAA", "")
    assert [code for code in codes if is_invented(code)] == ["XA", "XK", "AA", "QM", "ZZ"]
