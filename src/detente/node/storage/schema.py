"""Tables. Instants are integers: seconds since 1970-01-01T00:00:00Z.

What must never be lost is ``draft``, ``message``, ``user``, ``peer``, ``saved_variant`` and ``forgotten``;
``matter_message``, ``activity``, ``visit``, ``matter``, ``concern``, ``judged`` and ``finding`` are read models,
rebuilt from ``message`` by ``detente.node.readmodel.rebuild``.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

metadata = MetaData()

draft = Table(
    "draft",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("agreement", String, nullable=False),
    Column("format", String, nullable=False),
    Column("title", String, nullable=False),
    Column("body", LargeBinary, nullable=False),  # the draft as canonical JSON
    Column("stage", String, nullable=False),  # draft | submitted | released
    Column("author", String, nullable=False),
    Column("changed_by", String, nullable=False),
    Column("changed_at", Integer, nullable=False),
    Column("submitted_by", String),
    Column("released_by", String),
    Column("reference", String),  # set when released
    Column("revision", Integer, nullable=False),  # grows with each save; a stale save is refused
    Index("draft_by_stage", "stage", "changed_at"),
)

message = Table(
    "message",
    metadata,
    Column("id", String, primary_key=True),  # document id
    Column("reference", String, nullable=False, unique=True),
    Column("matter", String, nullable=False),
    Column("agreement", String, nullable=False),
    Column("format", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("sender", String, nullable=False),
    Column("own", Boolean, nullable=False),
    Column("title", String, nullable=False),
    Column("origin", String, nullable=False),
    Column("issued_at", Integer, nullable=False),
    Column("stage", String, nullable=False),  # released | sent | received
    Column("log_index", Integer),
    Column(
        "registered_from", Integer
    ),  # these two follow from the next three and, of a peer's message, known_at
    Column("registered_until", Integer),
    Column("claimed_at", Integer),  # when it was registered, by its sender's clock
    Column("not_before", Integer),  # as the checkpoints show that its entry names
    Column("existed_by", Integer),  # as its agreement's witnesses have cosigned
    Column("unwitnessed", Boolean, nullable=False, server_default="0"),  # ours, and they are still to
    Column("known_at", Integer, nullable=False),  # when this node released or received it
    Column("document", LargeBinary, nullable=False),  # the signed bytes, never re-encoded
    Column("envelope", LargeBinary, nullable=False),
    Column("blob_sha256", String),  # the commitment; set when sealed
    Column("size_class", Integer),
    Index("message_by_time", "known_at", "reference"),
    Index("message_by_sender", "sender", "known_at", "reference"),
    Index("message_by_format", "agreement", "format", "known_at", "reference"),
    Index("message_by_stage", "stage", "known_at", "reference"),
    Index("message_by_matter", "matter"),
    Index("message_by_registration", "agreement", "origin", "registered_from"),
    Index("message_unwitnessed", "sender", "unwitnessed", "log_index"),
    UniqueConstraint("sender", "log_index", name="message_place_in_log"),
)

matter_message = Table(  # which matters a message touches
    "matter_message",
    metadata,
    Column("matter", String, primary_key=True),
    Column("message", String, ForeignKey("message.id"), primary_key=True),
    Column("known_at", Integer, nullable=False),
    sqlite_with_rowid=False,
)

serial = Table(  # the last number given to a matter of this state under an agreement in a year
    "serial",
    metadata,
    Column("agreement", String, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
)

activity = Table(
    "activity",
    metadata,
    Column("id", String, primary_key=True),  # matter
    Column("agreement", String, nullable=False),
    Column("host", String, nullable=False),
    Column("status", String, nullable=False),
    Column("origin", String, nullable=False),
    Column("type", String),
    Column("name", String, nullable=False),  # in the languages it was given, as JSON
    Column("start_from", Integer),
    Column("start_until", Integer),
    Column("end_until", Integer),  # as declared; where no end was, the end of the start
    Column("may_last_until", Integer),  # as far as is known; open where no end was declared
    Column("personnel", Integer),
    Column("observers_invited", Integer, nullable=False),
    Index("activity_by_start", "start_from", "id"),
    Index("activity_by_end", "end_until", "start_from", "id"),
    Index("activity_by_last", "may_last_until"),
    Index("activity_by_host", "host", "start_from", "id"),
    Index("activity_by_personnel", "personnel", "id"),
    Index("activity_by_name", "name", "id"),
)

visit = Table(  # where a visit stands at an instant follows from standing, begins, until and over
    "visit",
    metadata,
    Column("id", String, primary_key=True),  # matter
    Column("agreement", String, nullable=False),
    Column("format", String, nullable=False),
    Column("owner", String, nullable=False),
    Column("hosts", String, nullable=False),  # codes, each between blanks
    Column("guests", String, nullable=False),
    Column("object", String),
    Column("origin", String, nullable=False),
    Column("standing", String, nullable=False),  # whatever the calendar has
    Column("begins", Integer),  # from when it is under way; none: it never is, or not yet agreed
    Column("over", Integer),  # its last second; none: nobody told
    Column("until", Integer),  # the last second at which it counts as under way, told or not
    Column("keep_until", Integer),  # until when its personal data is kept; none: no agreement says
    Column("words", String, nullable=False),  # what it is found by, folded
    Column("arrival_from", Integer),
    Column("arrival_until", Integer),
    Column("end_until", Integer),  # where no end was stated, the end of the arrival
    Column("team", Integer),
    Column("told", Integer),  # when it was asked for or offered, at the latest
    Column("year", Integer),  # of the arrival, otherwise of when it was told; none: neither is known
    Index("visit_by_arrival", "arrival_from", "id", "words"),
    Index("visit_by_year", "year", "arrival_from", "id"),
    Index("visit_by_standing", "standing", "arrival_from", "id"),
    Index("visit_by_until", "until"),
    Index("visit_by_end", "end_until", "arrival_from", "id"),
    Index("visit_by_format", "agreement", "format", "arrival_from", "id"),
    Index("visit_by_hosts", "hosts", "arrival_from", "id"),
    Index("visit_by_guests", "guests", "arrival_from", "id"),
    Index("visit_by_told", "told", "id"),
)

forgotten = Table(  # messages whose personal data this node shows no more
    "forgotten",
    metadata,
    Column("reference", String, primary_key=True),
    Column("at", Integer, nullable=False),
    Column("actor", String, nullable=False),
    sqlite_with_rowid=False,
)

matter = Table(  # every matter of a topic, activities among them
    "matter",
    metadata,
    Column("id", String, primary_key=True),
    Column("agreement", String, nullable=False),
    Column("topic", String, nullable=False),  # name of its class in the record
    Column("owner", String, nullable=False),
    Column("span_from", Integer),  # the time it is about; none: not known
    Column("span_until", Integer),
    Column("duties", String, nullable=False),  # what is owed in years and hangs on it, separated by spaces
    Index("matter_by_owner", "topic", "owner", "span_from"),
    Index("matter_by_agreement", "agreement", "topic", "span_from"),
)

concern = Table(  # the states a matter is directed at, besides its owner
    "concern",
    metadata,
    Column("matter", String, primary_key=True),
    Column("state", String, primary_key=True),
    Column("topic", String, nullable=False),
    Column("span_from", Integer),
    Column("span_until", Integer),
    Index("concern_by_state", "topic", "state", "span_from"),
    sqlite_with_rowid=False,
)

judged = Table(  # for which time what is owed in years has been looked at
    "judged",
    metadata,
    Column("agreement", String, primary_key=True),
    Column("since", Integer, nullable=False),
    Column("until", Integer, nullable=False),
)

finding = Table(
    "finding",
    metadata,
    Column("about", String, primary_key=True),
    Column("agreement", String, primary_key=True),
    Column("provision", String, primary_key=True),
    Column("step", String, primary_key=True),
    Column("bearer", String, primary_key=True),
    Column("other", String, primary_key=True),
    Column("state", String, nullable=False),
    Column("due", Integer),
    Column("changes_at", Integer),
    Column("counterparts", String, nullable=False),  # matters it looked at besides, separated by spaces
    Index("finding_by_state", "state", "due", "about"),
    Index("finding_by_bearer", "bearer", "state", "due", "about"),
    Index("finding_by_change", "changes_at", "about"),
    Index("finding_by_provision", "agreement", "provision", "due", "about", "bearer"),
    Index("finding_by_provision_state", "agreement", "provision", "state", "due", "about", "bearer"),
)

user = Table(
    "user",
    metadata,
    Column("name", String, primary_key=True),
    Column("roles", String, nullable=False),  # separated by one space
    Column("password_hash", String, nullable=False),
    Column("language", String),  # none: as the browser asks
    Column("failures", Integer, nullable=False),
    Column("locked_until", Integer, nullable=False),
    Column("read_until", Integer, nullable=False),  # everything known by then counts as read
)

session = Table(
    "session",
    metadata,
    Column("token_hash", String, primary_key=True),
    Column("user", String, ForeignKey("user.name"), nullable=False),
    Column("expires_at", Integer, nullable=False),
)

read_mark = Table(
    "read_mark",
    metadata,
    Column("user", String, primary_key=True),
    Column("message", String, ForeignKey("message.id"), primary_key=True),
    sqlite_with_rowid=False,
)

saved_variant = Table(  # thresholds and lead times that a user tries in the laboratory
    "saved_variant",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("user", String, nullable=False),
    Column("name", String, nullable=False),
    Column("agreement", String, nullable=False),
    Column("changes", String, nullable=False),  # numbers by their address, as JSON
    UniqueConstraint("user", "name", name="saved_variant_name"),
)

sealed_copy = Table(  # what our messages were sealed into; later copies are for states whose keys came later
    "sealed_copy",
    metadata,
    Column("blob_sha256", String, primary_key=True),
    Column("message", String, ForeignKey("message.id"), nullable=False),
    Column("suite", String, nullable=False),
    Column("size_class", Integer, nullable=False),
    Column("log_index", Integer),
    Column(
        "kind", String, nullable=False, server_default="message"
    ),  # message | files: the list of its files
    Index("sealed_copy_by_message", "message"),
    Index("sealed_copy_by_index", "log_index"),
)

sealed_file = Table(  # attachments by the blob they are sealed in; the bytes lie beside the log, never here
    "sealed_file",
    metadata,
    Column("blob", String, primary_key=True),
    Column("state", String, nullable=False),  # whose file it is, in whose folder the blob lies
    Column("document", String, nullable=False),
    Column("sha256", String, nullable=False),  # of the bytes themselves
    Column("size", Integer, nullable=False),
    Column("length", Integer, nullable=False),  # of the blob
    Column("suite", String, nullable=False),
    Column("stage", String, nullable=False),  # wanted | held | refused
    Column("reason", String, nullable=False),
    Index("sealed_file_by_document", "document"),
    Index("sealed_file_by_hash", "sha256"),
    Index("sealed_file_by_stage", "state", "stage"),
)

unsealed = Table(  # addressees that cannot open our message yet, since no sealing key of theirs is known
    "unsealed",
    metadata,
    Column("message", String, ForeignKey("message.id"), primary_key=True),
    Column("state", String, primary_key=True),
    sqlite_with_rowid=False,
)

key_statement = Table(  # of this state and of peers, each verified before it was kept
    "key_statement",
    metadata,
    Column("state", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("log_index", Integer, nullable=False),
    Column("envelope", LargeBinary, nullable=False),
)

mirrored = Table(  # what peers have said they hold of our log, and when first
    "mirrored",
    metadata,
    Column("state", String, primary_key=True),
    Column("size", Integer, primary_key=True),  # entries of ours that it holds
    Column("at", Integer, nullable=False),  # by its clock
    Column("note", LargeBinary, nullable=False),  # our checkpoint with its cosignature
)

cosigned = Table(  # checkpoints of a state's log, each with the first cosignature of every witness we ask for
    "cosigned",
    metadata,
    Column("state", String, primary_key=True),
    Column("size", Integer, primary_key=True),
    Column("note", LargeBinary, nullable=False),
)

witness_contact = Table(  # the witnesses to whom our checkpoints are submitted
    "witness_contact",
    metadata,
    Column("url", String, primary_key=True),
    Column("size", Integer, nullable=False),  # of the checkpoint of ours that it cosigned last
    Column("cosigned_at", Integer),  # by its clock
    Column("failures", Integer, nullable=False),  # since it last answered
    Column("retry_at", Integer, nullable=False),
    Column("trouble", String, nullable=False),
)

peer = Table(
    "peer",
    metadata,
    Column("state", String, primary_key=True),
    Column("origin", String, nullable=False),
    Column("keys", String, nullable=False),  # its key directory entry, docs/spec/ledger.md §3
    Column("address", String, nullable=False),  # http(s) address or folder
    Column("token", String, nullable=False),
    Column("checkpoint", LargeBinary),  # the newest verified one, as received
    Column("next_index", Integer, nullable=False),  # entries before it were taken in
    Column("contacted_at", Integer),
    Column("trouble", String),  # why the last pull failed; empty after one that did not
    Column("stopped", Boolean, nullable=False),  # a fork was proven: nothing more is pulled
    Column("failures", Integer, nullable=False, server_default="0"),  # pulls that failed, in a row
    Column("retry_at", Integer),  # before when it is not tried again; none: at once
)

owed_receipt = Table(  # what is still to be answered to a peer about entries of its log
    "owed_receipt",
    metadata,
    Column("state", String, primary_key=True),
    Column("entry", Integer, primary_key=True),
    Column("answer", String, primary_key=True),
    Column("commit", String, nullable=False),
    Column("document", String, nullable=False),  # its id; empty where it was not read
    sqlite_with_rowid=False,
)

statement = Table(  # signed lists of receipts, and notices that none came: ours and those to us
    "statement",
    metadata,
    Column("blob_sha256", String, primary_key=True),
    Column("sender", String, nullable=False),
    Column("receiver", String, nullable=False),
    Column("kind", String, nullable=False),  # receipt | notice
    Column("issued_at", Integer, nullable=False),
    Column("suite", String, nullable=False),
    Column("size_class", Integer, nullable=False),
    Column("log_index", Integer),  # none: not registered yet
    Column("known_at", Integer, nullable=False),
    Column("envelope", LargeBinary, nullable=False),
    Index("statement_by_place", "sender", "log_index"),
)

statement_line = Table(  # what they say of each entry
    "statement_line",
    metadata,
    Column("log_of", String, primary_key=True),  # the state whose log the entry stands in
    Column("entry", Integer, primary_key=True),
    Column("statement", String, ForeignKey("statement.blob_sha256"), primary_key=True),
    Column("answer", String, nullable=False),
    Column("document", String, nullable=False),
    sqlite_with_rowid=False,
)

awaited = Table(  # our messages for which receipts are awaited, and since when
    "awaited",
    metadata,
    Column("message", String, ForeignKey("message.id"), primary_key=True),
    Column("since", Integer, nullable=False),
    Index("awaited_by_time", "since"),
    sqlite_with_rowid=False,
)

declined = Table(  # messages of peers that could not be taken in, and why
    "declined",
    metadata,
    Column("peer", String, ForeignKey("peer.state"), primary_key=True),
    Column("log_index", Integer, primary_key=True),
    Column("code", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("leaf", LargeBinary),  # None where the entry is no leaf: then it is never tried again
    Column("document", String),  # its id, where it could be read and does not fit
    Index("declined_by_document", "document"),
)

alarm = Table(
    "alarm",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Integer, nullable=False),
    Column("peer", String, nullable=False),
    Column("code", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("proof", LargeBinary),
)

event = Table(  # who did what, for the auditor
    "event",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Integer, nullable=False),
    Column("actor", String, nullable=False),
    Column("what", String, nullable=False),
    Column("about", String, nullable=False),
)
