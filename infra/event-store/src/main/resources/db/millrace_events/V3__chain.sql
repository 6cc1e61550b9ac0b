-- One block per committed batch of appends. Its hash covers the hash of the block before, so that whoever changes an event must
-- change every block after it, and can't change a head that was exported.
create table millrace_events.blocks (
    number         bigint      not null,
    first_position bigint      not null,
    last_position  bigint      not null,
    sealed_at      timestamptz not null,
    digests        bytea       not null, -- of each event, 32 bytes, in the order of positions
    hash           bytea       not null,
    constraint blocks_pk primary key (number)
);
-- Hashes don't compress.
alter table millrace_events.blocks alter column digests set storage external;

create trigger append_only before update or delete or truncate on millrace_events.blocks
    for each statement execute function millrace_events.refuse_change();
alter table millrace_events.blocks enable always trigger append_only;

-- Whether appends write blocks. A store that has events already is sealed by a call, in steps: that may take its time.
create table millrace_events.chain (
    only_row boolean not null default true,
    enabled  boolean not null,
    constraint chain_pk primary key (only_row),
    constraint chain_has_one_row check (only_row)
);
insert into millrace_events.chain (enabled) select not exists (select from millrace_events.events);
