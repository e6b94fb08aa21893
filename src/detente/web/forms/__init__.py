"""Forms made from message formats, and back.

A form is built from a draft's ``content`` and read into one again, so that one thing is kept, shown,
checked and sent. Reading never fails: what cannot be understood stays in the content as the words that
were typed, ``detente.messages.validate`` finds it, and the form shows it again beside the fault.

    ``form``         build_form, read_form, press: the whole form, and its buttons
    ``form_words``   faults in the words of a form
    ``kinds``        which module knows which type of item
    ``blocks``       what a template draws
    ``fields``       what a browser sent
    ``setting``      what stands around an item: agreement, language, blank rows
    one module a family of types: ``texts``, ``numbers``, ``times``, ``states``, ``places``, ``choices``,
    ``tables``, ``attachments``
"""
