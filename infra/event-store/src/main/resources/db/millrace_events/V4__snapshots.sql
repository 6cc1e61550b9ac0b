-- Folded states, to begin from instead of from the first event. They can be deleted at any time.
create table millrace_events.snapshots (
    boundary text        not null,
    tag      text        not null,
    shape    text        not null,
    position bigint      not null,
    state    bytea       not null,
    taken_at timestamptz not null default now(),
    constraint snapshots_pk primary key (boundary, tag)
);
