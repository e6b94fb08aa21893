"""Finding what a dotted name stands for, so that documents can be held to the code."""

import importlib


def resolve(name: str) -> object:
    """The module, class, function or member of that name.

    Raises:
        ModuleNotFoundError: not even its first part is a module.
        AttributeError: the module has no such member.
    """
    parts = name.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            found: object = importlib.import_module(".".join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        for part in parts[cut:]:
            found = getattr(found, part)
        return found
    raise ModuleNotFoundError(name)
