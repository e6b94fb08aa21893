"""The planner: conflicts among visits and drills, and proposals for a year's visits of several states.

Pure: no clock, no chance, no files. ``stays`` and ``conflicts`` look at what is known; ``request`` says what
is wanted, ``plan`` finds when and where (docs/explanation/planning.md), ``words`` says it in three languages.
"""
