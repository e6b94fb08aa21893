"""The JSON API, below ``/api/v1``: what the desk does, for programs (docs/reference/api.md).

One module a topic, each with its endpoints and the shapes they answer with. An endpoint is a plain function of
the topic's name for a service; what is allowed is decided by the service. Pydantic stops here.
"""
