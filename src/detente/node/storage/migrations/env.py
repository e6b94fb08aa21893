"""Alembic asks for this file; the work is in ``database.py``."""
