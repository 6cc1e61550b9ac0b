create table millrace_events.tokens (
    processor  text        not null,
    segment    int         not null,
    mask       int         not null,
    token      bytea,
    token_type text,
    owner      text,
    touched_at timestamptz not null,
    constraint tokens_pk primary key (processor, segment)
) with (fillfactor = 50);

create table millrace_events.token_store (
    id uuid not null
);
insert into millrace_events.token_store values (gen_random_uuid());
