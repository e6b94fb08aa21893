"""One state's node: settings, storage, users, release workflow, services.

A node is a folder::

    detente.toml     settings (``settings.py``); every one can be overridden by ``DETENTE_…``
    node.db          SQLite: drafts, messages, users, and read models that can be rebuilt (``storage/``)
    keys/            private keys, one purpose each (``keys.py``)
    files/           files given for drafts, until they are sealed (``filestore.py``)
    public/          what peers may fetch: node.json, checkpoint, tile/…, blob/… (``logstore.py``)
    signing/         the last checkpoint signed; never backed up, never copied
    peers/KZ/        what we mirrored and verified of a peer's log

Services are plain functions, one per command, in the module of their topic. Each takes the node, the
actor (``actors.py``) and, where time matters, the instant ``at``; it checks the right to do it first:

    ``drafts``       start_draft, start_change, save_draft, show_draft, list_drafts, check_draft,
                     preview_draft, submit_draft
    ``release``      release_draft, send_message, send_messages
    ``messages``     list_messages, show_message, messages_touching, read_document, export_evidence,
                     mark_all_read
    ``deliveries``   answers_on, deliveries_of
    ``attachments``  attach_file, attachments_of, open_attachment
    ``activities``   list_activities, activities_between, show_activity, names_of
    ``forces``       list_forces, show_forces, compare_forces, forces_history
    ``forces_again`` last_returns, begin_again
    ``visits``       list_visits, visits_between, show_visit, objects_of, drill_steps, begin_step
    ``personal``     forget_visit, forget_ended
    ``quota_book``   show_quotas, books_of_year
    ``planning``     look_ahead, plan_year, with_what_stands
    ``papers``       papers_of, paper_of, quota_paper
    ``calendars``    calendar_of, calendar_between, invitation_to_calendar
    ``findings``     open_duties, findings_on, findings_counting, assess_all
    ``explaining``   explain_matter, explain_matters, explain_duty, chains_of
    ``laboratory``   save_variant, list_variants, delete_variant
    ``agreements``   list_agreements, show_agreement
    ``peers``        add_peer, list_peers, list_declined
    ``pulling``      pull, pull_all
    ``reports``      import_reports
    ``users``        add_user; and, before there is an actor, sign_in, sign_out, actor_of_session
"""
