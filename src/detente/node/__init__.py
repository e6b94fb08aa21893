"""One state's node: settings, storage, users, release workflow, services.

A node is a folder::

    detente.toml     settings (``settings.py``); every one can be overridden by ``DETENTE_…``
    node.db          SQLite: drafts, messages, users, and read models that can be rebuilt (``storage/``)
    keys/            private keys, one purpose each (``keys.py``)
    public/          what peers may fetch: node.json, checkpoint, tile/…, blob/… (``logstore.py``)
    signing/         the last checkpoint signed; never backed up, never copied
    peers/KZ/        what we mirrored and verified of a peer's log

Services are plain functions, one per command, in the module of their topic. Each takes the node, the
actor (``actors.py``) and, where time matters, the instant ``at``; it checks the right to do it first:

    ``messages``     start_draft, save_draft, check_draft, preview_draft, submit_draft, release_draft,
                     send_message, list_messages, show_message, export_evidence
    ``activities``   list_activities, show_activity, calendar
    ``findings``     todays_duties, findings_about, assess_all
    ``agreements``   list_agreements, show_agreement
    ``peers``        add_peer, list_peers, keys_of_state
    ``pulling``      pull, pull_all
    ``users``        add_user, sign_in, sign_out, actor_of_session
"""
