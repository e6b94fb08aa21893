"""The sentences a scenario is told in, and what each says.

Every sentence begins with a state and a verb. A verb stands in the module of its topic: how it goes on, what is
read out of it, and on which earlier sentence it builds. A new topic is one more such module, and its line in
``registry.py``. A day stands for noon UTC::

    KZ tells on 2024-05-01 of a live-exercise at Zharkent from 2024-08-01 to 2024-08-10 with 36,000 personnel
    CN asks KZ on 2024-05-01 urgently
    XA returns on 2030-12-10 by annual-return as of 2031-01-01 with 61 units and 300 battle-tanks in eastern
    XB requests XA on 2031-03-01 to visit 5th brigade from 2031-03-11 to 2031-03-12 with 4 visitors
"""
