"""The ``detente`` command: one file a topic, one function a command.

Exit codes: 0 fine, 1 findings or faults, 2 usage. Results go to standard output, everything else to
standard error. Each command imports what it needs when it runs, so that ``detente --help`` is quick.
"""
