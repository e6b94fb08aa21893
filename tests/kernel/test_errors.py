from detente.kernel.errors import DetenteError, Fault, InputError, OperatorError, ProofError, Severity
from detente.kernel.languages import Text, same_text


def test_an_error_carries_code_words_and_every_fault() -> None:
    fault = Fault("unknown-item", "item 9", same_text("No such item."), same_text("Leave it out."))
    error = InputError("faults", Text("a", "б", "丙"), "Mend it.", [fault])
    assert (error.code, error.message.ru, error.mend.zh, error.faults) == (
        "faults",
        "б",
        "Mend it.",
        (fault,),
    )
    assert str(error) == "a Mend it."
    assert str(fault) == "item 9: No such item. Leave it out."
    assert fault.severity is Severity.ERROR


def test_every_error_of_ours_is_caught_by_the_root() -> None:
    assert issubclass(ProofError, DetenteError)
    assert issubclass(OperatorError, DetenteError)
    assert not issubclass(OperatorError, InputError)
