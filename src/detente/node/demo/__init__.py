"""The demonstration: a small exchange of nodes, made from public reports of drills.

A folder with one node a state, and beside them::

    demo.json        what became of every row of the list of drills (``folder.py``)
    passwords.txt    the users of the node whose desk is shown; readable by the owner alone
    .building        there while the exchange is being built; found later, it was left half built
"""
