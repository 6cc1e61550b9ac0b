create table millrace_events.events (
    position bigint           not null,
    event_id uuid             not null,
    type     text collate "C" not null,
    version  text collate "C" not null,
    ts       timestamptz      not null,
    payload  bytea            not null,
    metadata bytea            not null,
    tags     text[]           not null,
    constraint events_pk primary key (position),
    constraint events_event_id_unique unique (event_id)
);
create index events_by_type on millrace_events.events (type, position);

create table millrace_events.event_tags (
    tag      text collate "C" not null,
    position bigint           not null,
    constraint event_tags_pk primary key (tag, position)
);

-- What has happened stays: not even the owner changes it by mistake.
create function millrace_events.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% on %.% refused: events are only ever appended', tg_op, tg_table_schema, tg_table_name
        using errcode = 'insufficient_privilege';
end $$;

create trigger append_only before update or delete or truncate on millrace_events.events
    for each statement execute function millrace_events.refuse_change();
create trigger append_only before update or delete or truncate on millrace_events.event_tags
    for each statement execute function millrace_events.refuse_change();
alter table millrace_events.events enable always trigger append_only;
alter table millrace_events.event_tags enable always trigger append_only;
