-- The key that a person's data in events is encrypted with, itself encrypted with a master key. Destroying it erases the data. The
-- row stays, so that no second key is ever made for the same subject.
create table millrace_events.subject_keys (
    subject      text collate "C" not null, -- a tag
    key_id       uuid             not null,
    master_key   text,                      -- which one wraps it
    wrapped_key  bytea,
    created_at   timestamptz      not null default now(),
    destroyed_at timestamptz,
    constraint subject_keys_pk primary key (subject),
    constraint subject_keys_key_id_unique unique (key_id),
    constraint subject_keys_there_or_destroyed check (
        (destroyed_at is null) = (wrapped_key is not null) and (wrapped_key is null) = (master_key is null))
);
create index subject_keys_destroyed on millrace_events.subject_keys (destroyed_at) where destroyed_at is not null;

-- What is destroyed stays so: an older backup's key must not come back by mistake.
create function millrace_events.refuse_revival() returns trigger language plpgsql as $$
begin
    raise exception '% on millrace_events.subject_keys refused: erased subjects stay erased', tg_op
        using errcode = 'insufficient_privilege';
end $$;
create trigger stays_destroyed before update on millrace_events.subject_keys
    for each row when (old.destroyed_at is not null and new is distinct from old) execute function millrace_events.refuse_revival();
create trigger stays_known before delete or truncate on millrace_events.subject_keys
    for each statement execute function millrace_events.refuse_revival();
