"""One state's node: settings, storage, users, release workflow, services."""
