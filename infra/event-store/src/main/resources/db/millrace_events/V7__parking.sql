-- Sequences of which an event could not be handled: it and what follows it wait. `claim` is who hands them on again at the moment.
create table millrace_events.parked_sequences (
    processor     text collate "C" not null, -- of a further component of a processor, with its number: name[1]
    sequence      text collate "C" not null,
    claim         uuid,
    claimed_by    text,
    claimed_until timestamptz,
    constraint parked_sequences_pk primary key (processor, sequence)
);

-- What waits. The events themselves are in the log, where what is encrypted stays so: no copy is made here that would have to be
-- erased. The message of a cause isn't kept either if the event has encrypted values, which it could quote.
create table millrace_events.parked_events (
    processor     text collate "C" not null,
    sequence      text collate "C" not null,
    position      bigint           not null,
    replay        bytea,                     -- the token, if it was handed over in a replay
    cause         text,                      -- a class; null if it waits behind another
    cause_message text,
    attempts      int              not null,
    parked_at     timestamptz      not null default clock_timestamp(),
    attempted_at  timestamptz,               -- the last time
    constraint parked_events_pk primary key (processor, sequence, position),
    constraint parked_events_sequence_fk foreign key (processor, sequence) references millrace_events.parked_sequences
);
