"""One module for each kind of provision this version reads.

A new kind is a dataclass in ``model.py``, a branch in ``schema/provision.json``, a module here with its
``build``, a line in ``registry.py``, and a module in ``detente.assessment``.
"""
