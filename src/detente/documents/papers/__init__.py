"""Papers: letters, lists, programmes, badges, forms and notices as PDF, made from data and set by typst.

``contents`` is what a paper says, ``render`` makes its bytes, ``reader`` reads the templates and fonts that ship
with the program. A paper carries the messages it rests on; what counts is the signed message.
"""
