import pytest

from detente.kernel.languages import Language, Text, as_text, format_integer, same_text


def test_numbers_are_grouped_as_each_language_does() -> None:
    assert [format_integer(35000, language) for language in Language] == ["35,000", "35\u202f000", "35,000"]


def test_a_text_is_filled_in_every_language() -> None:
    told = Text("{n} told by {who}", "{who}: {n}", "{who}通报{n}人")
    state = Text("Kazakhstan", "Казахстан", "哈萨克斯坦")
    assert told.fill(n=1500, who=state) == Text(
        "1,500 told by Kazakhstan", "Казахстан: 1\u202f500", "哈萨克斯坦通报1,500人"
    )


def test_a_place_without_value_is_a_fault_of_the_program() -> None:
    with pytest.raises(KeyError):
        same_text("{missing}").fill(n=1)


def test_plain_words_become_the_same_text_in_all() -> None:
    assert as_text("KZ") == Text("KZ", "KZ", "KZ")
    assert as_text(same_text("KZ")).in_(Language.ZH) == "KZ"
