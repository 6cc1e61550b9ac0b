-- In all functions: an array `criteria` is spread over columns. `*_tags` holds the tags of a criterion joined by U+001F, '' for
-- none; `*_types` the index of its set of types in `type_sets` (each joined by U+001F), 0 for any.

-- What stands for an event in its block. Lengths and separators keep one field from running into the next: type, version and tags
-- hold no control characters. The position is not in it, the block binds it by order.
create or replace function millrace_events.digest(
    event_id uuid, type text, version text, ts timestamptz, payload bytea, metadata bytea, tags text[]
) returns bytea language sql stable
return pg_catalog.sha256(
    pg_catalog.uuid_send(event_id)
    operator(pg_catalog.||) pg_catalog.timestamptz_send(ts)
    operator(pg_catalog.||) pg_catalog.int4send(pg_catalog.octet_length(metadata))
    operator(pg_catalog.||) pg_catalog.int4send(pg_catalog.octet_length(payload))
    operator(pg_catalog.||) metadata
    operator(pg_catalog.||) payload
    operator(pg_catalog.||) pg_catalog.convert_to(
        type operator(pg_catalog.||) E'\x1e' operator(pg_catalog.||) version operator(pg_catalog.||) E'\x1e'
        operator(pg_catalog.||) pg_catalog.array_to_string(tags, E'\x1f'), 'UTF8'));

-- Of the events of a batch, one after the other; the parameters are those of `append`, whose settings hold here too.
create or replace function millrace_events.digests(
    ev_id uuid[], ev_type text[], ev_version text[], ev_micros bigint[], ev_start int[], ev_payload int[], ev_metadata int[],
    data bytea, ev_tags text[]
) returns bytea language plpgsql stable as $$
begin
    if cardinality(ev_id) = 1 then -- without the setting up of an aggregate
        return millrace_events.digest(
            ev_id[1], ev_type[1], ev_version[1], timestamptz 'epoch' + ev_micros[1] * interval '1 microsecond',
            substr(data, ev_start[1], ev_payload[1]), substr(data, ev_start[1] + ev_payload[1], ev_metadata[1]),
            string_to_array(ev_tags[1], E'\x1f'));
    end if;
    return (
        select string_agg(millrace_events.digest(
            ev_id[i], ev_type[i], ev_version[i], timestamptz 'epoch' + ev_micros[i] * interval '1 microsecond',
            substr(data, ev_start[i], ev_payload[i]), substr(data, ev_start[i] + ev_payload[i], ev_metadata[i]),
            string_to_array(ev_tags[i], E'\x1f')), '' order by i)
        from generate_series(1, cardinality(ev_id)) as i);
end $$;

-- Adds a block to the chain. Call it under the lock of the appends, and with settings like those of `append`. The first block follows
-- 32 zero bytes.
create or replace function millrace_events.add_block(first_position bigint, last_position bigint, digests bytea)
returns void language plpgsql volatile as $$
declare
    before    bigint;
    preceding bytea;
    moment    constant timestamptz := clock_timestamp();
begin
    select b.number, b.hash into before, preceding from millrace_events.blocks b order by b.number desc limit 1;
    before := coalesce(before, 0);
    preceding := coalesce(preceding, decode(repeat('00', 32), 'hex'));
    insert into millrace_events.blocks (number, first_position, last_position, sealed_at, digests, hash)
    values (before + 1, first_position, last_position, moment, digests, sha256(
        preceding || int8send(before + 1) || int8send(first_position) || int8send(last_position)
        || timestamptz_send(moment) || digests));
end $$;

-- Appends a batch of appends, each under its own condition. Gapless positions in the order of visibility need appends to
-- commit one after the other: the lock is held until then, and the head is read after it is taken. The caller sees to it that no
-- criterion of an append matches an event of an earlier append of the same batch.
create or replace function millrace_events.append(
    ev_append  int[],    -- number of the event's append in this batch, from 1
    ev_id      uuid[],
    ev_type    text[],
    ev_version text[],
    ev_micros  bigint[], -- since 1970
    ev_start   int[],    -- where the payload starts in `data`, from 1; the metadata follows it
    ev_payload int[],    -- lengths
    ev_metadata int[],
    data       bytea,
    ev_tags    text[],
    ck_append  int[],    -- number of the check's append
    ck_after   bigint[],
    ck_tags    text[],
    ck_types   int[],
    type_sets  text[],
    out base     bigint, -- the head before the batch: the first event accepted gets the next position
    out rejected int[]   -- appends whose condition does not hold
) language plpgsql volatile security definer
    set search_path = pg_catalog, pg_temp
    set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off
as $$
declare
    us constant text := E'\x1f';
    chained   boolean;
    appended  bigint;
    digests   bytea;
    accepted  int[]; -- places in the arrays of events
    tag_list  text[];
    type_list text[];
    one_tag   text;
    found_at  bigint;
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'millrace_events.append needs READ COMMITTED: it must see what committed while it waited'
            using errcode = 'invalid_transaction_state';
    end if;
    -- Before the lock, since one batch can be made ready so while another is stored.
    select c.enabled into chained from millrace_events.chain c;
    if chained then
        digests := millrace_events.digests(ev_id, ev_type, ev_version, ev_micros, ev_start, ev_payload, ev_metadata, data, ev_tags);
    end if;
    perform pg_advisory_xact_lock(x'4d494c4c'::int, 'millrace_events.events'::regclass::oid::int);
    select coalesce(max(e.position), 0), (select c.enabled from millrace_events.chain c) into base, chained
    from millrace_events.events e;
    if chained and digests is null then
        digests := millrace_events.digests(ev_id, ev_type, ev_version, ev_micros, ev_start, ev_payload, ev_metadata, data, ev_tags);
    end if;

    -- The one event of an idle store: simple statements, and only those that are needed, start much faster than one over sets.
    if cardinality(ev_id) = 1 then
        rejected := '{}';
        for i in 1 .. cardinality(ck_append) loop
            if ck_after[i] < base then
                tag_list := string_to_array(ck_tags[i], us);
                type_list := case when ck_types[i] > 0 then string_to_array(type_sets[ck_types[i]], us) end;
                if cardinality(tag_list) = 1 and type_list is null then
                    select t.position into found_at from millrace_events.event_tags t
                    where t.tag = tag_list[1] and t.position > ck_after[i] limit 1;
                elsif cardinality(tag_list) > 0 then
                    select t.position into found_at from millrace_events.event_tags t
                    where t.tag = tag_list[1] and t.position > ck_after[i] and exists (
                        select from millrace_events.events e
                        where e.position = t.position and e.tags @> tag_list
                            and (type_list is null or e.type = any (type_list)))
                    limit 1;
                elsif type_list is not null then
                    select e.position into found_at from unnest(type_list) as y(type), millrace_events.events e
                    where e.type = y.type and e.position > ck_after[i] limit 1;
                else
                    found_at := base;
                end if;
                if found_at is not null then
                    rejected := array[ck_append[i]];
                    return;
                end if;
            end if;
        end loop;

        tag_list := string_to_array(ev_tags[1], us);
        insert into millrace_events.events (position, event_id, type, version, ts, payload, metadata, tags)
        values (base + 1, ev_id[1], ev_type[1], ev_version[1], timestamptz 'epoch' + ev_micros[1] * interval '1 microsecond',
            substr(data, ev_start[1], ev_payload[1]), substr(data, ev_start[1] + ev_payload[1], ev_metadata[1]), tag_list);
        foreach one_tag in array tag_list loop
            insert into millrace_events.event_tags (tag, position) values (one_tag, base + 1);
        end loop;
        appended := 1;
    else
        select coalesce(array_agg(distinct c.append), '{}') into rejected
        from unnest(ck_append, ck_after, ck_tags, ck_types) as c(append, after, tags, types)
        where c.after < base and case
            when c.tags = '' and c.types = 0 then true
            when c.tags = '' then exists (
                select from unnest(string_to_array(type_sets[c.types], us)) as y(type)
                where exists (select from millrace_events.events e where e.type = y.type and e.position > c.after))
            when c.types = 0 and strpos(c.tags, us) = 0 then exists (
                select from millrace_events.event_tags t where t.tag = c.tags and t.position > c.after)
            else exists (
                select from millrace_events.event_tags t
                where t.tag = split_part(c.tags, us, 1) and t.position > c.after and exists (
                    select from millrace_events.events e
                    where e.position = t.position
                        and (strpos(c.tags, us) = 0 or e.tags @> string_to_array(c.tags, us))
                        and (c.types = 0 or e.type = any (string_to_array(type_sets[c.types], us)))))
            end;

        accepted := array(select i from generate_series(1, cardinality(ev_id)) as i where ev_append[i] <> all (rejected) order by i);
        insert into millrace_events.events (position, event_id, type, version, ts, payload, metadata, tags)
        select base + a.place, ev_id[a.i], ev_type[a.i], ev_version[a.i],
            timestamptz 'epoch' + ev_micros[a.i] * interval '1 microsecond',
            substr(data, ev_start[a.i], ev_payload[a.i]), substr(data, ev_start[a.i] + ev_payload[a.i], ev_metadata[a.i]),
            string_to_array(ev_tags[a.i], us)
        from unnest(accepted) with ordinality as a(i, place);
        get diagnostics appended = row_count;
        insert into millrace_events.event_tags (tag, position)
        select unnest(string_to_array(ev_tags[a.i], us)) as tag, base + a.place
        from unnest(accepted) with ordinality as a(i, place)
        order by tag; -- neighbours in the index one after the other
        if chained and rejected <> '{}' then
            select string_agg(substr(digests, 32 * i - 31, 32), '' order by i) into digests from unnest(accepted) as i;
        end if;
    end if;

    if appended > 0 then
        if chained then
            perform millrace_events.add_block(base + 1, base + appended, digests);
        end if;
        perform pg_notify('millrace_events', (base + appended)::text);
    end if;
end $$;

-- Positions matching any criterion, each criterion beyond its own position; every branch is an index scan. With a limit the
-- lowest ones suffice, so that each branch stops early.
create or replace function millrace_events.matching(
    cr_after  bigint[],
    cr_tags   text[],
    cr_types  int[],
    type_sets text[],
    up_to     bigint,
    at_most   bigint
) returns table ("position" bigint) language plpgsql stable
    set search_path = pg_catalog, pg_temp
    set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off
    set enable_hashjoin = off set enable_mergejoin = off set jit = off
as $$
declare
    us constant text := E'\x1f';
begin
    return query
    select distinct m.position
    from unnest(cr_after, cr_tags, cr_types) as c(after, tags, types)
    cross join lateral (
        (select t.position
            from millrace_events.event_tags t
            where c.types = 0 and c.tags <> '' and strpos(c.tags, us) = 0
                and t.tag = c.tags and t.position > c.after and t.position <= up_to
            order by t.position limit at_most)
        union all
        (select t.position
            from millrace_events.event_tags t
            where c.tags <> '' and (c.types > 0 or strpos(c.tags, us) > 0)
                and t.tag = split_part(c.tags, us, 1) and t.position > c.after and t.position <= up_to
                and exists (
                    select from millrace_events.events e
                    where e.position = t.position
                        and (strpos(c.tags, us) = 0 or e.tags @> string_to_array(c.tags, us))
                        and (c.types = 0 or e.type = any (string_to_array(type_sets[c.types], us))))
            order by t.position limit at_most)
        union all
        (select y.position
            from unnest(string_to_array(type_sets[c.types], us)) as w(type)
            cross join lateral (
                select e.position from millrace_events.events e
                where e.type = w.type and e.position > c.after and e.position <= up_to
                order by e.position limit at_most) y
            where c.tags = '' and c.types > 0)
        union all
        (select e.position
            from millrace_events.events e
            where c.tags = '' and c.types = 0 and e.position > c.after and e.position <= up_to
            order by e.position limit at_most)
    ) m
    order by m.position limit at_most;
end $$;

-- The matching events, in order, then a row that has nothing but a position: the head, as of the same moment. (Stable: all
-- statements see the snapshot of the query that calls.)
create or replace function millrace_events.read(
    cr_after  bigint[],
    cr_tags   text[],
    cr_types  int[],
    type_sets text[],
    up_to     bigint,
    at_most   bigint
) returns table ("position" bigint, event_id uuid, type text, version text, ts timestamptz, payload bytea, metadata bytea, tags text)
language plpgsql stable
    set search_path = pg_catalog, pg_temp
    set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off
    set enable_hashjoin = off set enable_mergejoin = off set jit = off
as $$
begin
    if cardinality(cr_tags) = 1 and cr_tags[1] = '' and cr_types[1] = 0 then
        return query
        select e.position, e.event_id, e.type, e.version, e.ts, e.payload, e.metadata, array_to_string(e.tags, E'\x1f')
        from millrace_events.events e
        where e.position > cr_after[1] and e.position <= up_to
        order by e.position limit at_most;
    else
        return query
        select e.position, e.event_id, e.type, e.version, e.ts, e.payload, e.metadata, array_to_string(e.tags, E'\x1f')
        from millrace_events.matching(cr_after, cr_tags, cr_types, type_sets, up_to, at_most) m
        join millrace_events.events e on e.position = m.position
        order by m.position;
    end if;
    return query
    select coalesce(max(e.position), 0), null::uuid, null, null, null::timestamptz, null::bytea, null::bytea, null
    from millrace_events.events e;
end $$;

-- The position before the first event at `instant` or later. Times rise with positions but for the clocks of several instances:
-- search as if sorted, then look back over what may be out of order.
create or replace function millrace_events.position_at(instant timestamptz) returns bigint language plpgsql stable
    set search_path = pg_catalog, pg_temp
    set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off
as $$
declare
    low  bigint := 1;
    high bigint;
    mid  bigint;
    earlier bigint;
begin
    select coalesce(max(e.position), 0) + 1 into high from millrace_events.events e;
    while low < high loop
        mid := (low + high) / 2;
        if (select e.ts from millrace_events.events e where e.position = mid) >= instant then
            high := mid;
        else
            low := mid + 1;
        end if;
    end loop;
    select min(e.position) into earlier from millrace_events.events e
    where e.position >= low - 10000 and e.position < low and e.ts >= instant;
    return coalesce(earlier, low) - 1;
end $$;

-- Seals the next events that no block covers, at most that many, and lets appends write blocks from then on once none are left.
-- Answers up to where the events are sealed.
create or replace function millrace_events.seal(at_most bigint, out sealed bigint, out done boolean)
language plpgsql volatile
    set search_path = pg_catalog, pg_temp
    set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off
as $$
declare
    base    bigint;
    digests bytea;
begin
    perform pg_advisory_xact_lock(x'4d494c4c'::int, 'millrace_events.events'::regclass::oid::int);
    select coalesce((select b.last_position from millrace_events.blocks b order by b.number desc limit 1), 0) into base;
    select coalesce(max(e.position), base) into sealed from (
        select e.position from millrace_events.events e where e.position > base order by e.position limit at_most) e;
    if sealed > base then
        select string_agg(millrace_events.digest(e.event_id, e.type, e.version, e.ts, e.payload, e.metadata, e.tags), ''
            order by e.position) into digests
        from millrace_events.events e where e.position > base and e.position <= sealed;
        if octet_length(digests) <> 32 * (sealed - base) then
            raise exception 'Events are missing between % and %: they can''t be sealed', base, sealed;
        end if;
        perform millrace_events.add_block(base + 1, sealed, digests);
    end if;
    done := not exists (select from millrace_events.events e where e.position > sealed);
    if done then
        update millrace_events.chain set enabled = true where not enabled;
    end if;
end $$;

-- Of the last migration; null if the schema was not made by Flyway.
create or replace function millrace_events.schema_version() returns int language plpgsql stable security definer
    set search_path = pg_catalog, pg_temp
as $$
declare
    newest int;
begin
    if to_regclass('millrace_events.flyway_schema_history') is null then
        return null;
    end if;
    execute 'select max(h.version::int) from millrace_events.flyway_schema_history h'
        || ' where h.success and h.version ~ ''^[0-9]+$''' into newest;
    return newest;
end $$;

-- Parks an event: with a cause, the one that could not be handled; without, one behind others of its sequence. Only who owns the
-- segment may, and keeps it until this commits: the next owner sees what was parked. Answers 'parked', or why it is not: 'lost' (the
-- segment), 'free' (no cause, and nothing of the sequence waits), 'sequences' or 'events' (there are too many).
create or replace function millrace_events.park(
    processor_name text,
    segment_id     int,
    owner_name     text,
    parked_as      text,   -- processor_name, or that of its component
    sequence_name  text,
    event_position bigint,
    replay_token   bytea,
    cause_type     text,
    message        text,
    encrypted_mark bytea,  -- the message of an event that has it isn't kept
    max_sequences  int,
    max_events     int
) returns text language plpgsql volatile
    set search_path = pg_catalog, pg_temp
as $$
begin
    perform 1 from millrace_events.tokens t
    where t.processor = processor_name and t.segment = segment_id and t.owner = owner_name for share;
    if not found then
        return 'lost';
    end if;
    perform 1 from millrace_events.parked_sequences s
    where s.processor = parked_as and s.sequence = sequence_name for update;
    if found then
        if (select count(*) from millrace_events.parked_events p
            where p.processor = parked_as and p.sequence = sequence_name and p.position <> event_position) >= max_events then
            return 'events';
        end if;
    elsif cause_type is null then
        return 'free';
    elsif (select count(*) from millrace_events.parked_sequences s where s.processor = parked_as) >= max_sequences then
        return 'sequences';
    else
        insert into millrace_events.parked_sequences (processor, sequence) values (parked_as, sequence_name);
    end if;
    insert into millrace_events.parked_events
        (processor, sequence, position, replay, cause, cause_message, attempts, attempted_at)
    select parked_as, sequence_name, e.position, replay_token, cause_type,
        case when position(encrypted_mark in e.payload) = 0 then message end,
        case when cause_type is null then 0 else 1 end,
        case when cause_type is not null then clock_timestamp() end
    from millrace_events.events e where e.position = event_position
    on conflict do nothing;
    return 'parked';
end $$;

-- Takes away what was handed on again, and the sequence with its last event. Answers 'more', 'empty', or 'lost' if the claim is.
create or replace function millrace_events.unpark(
    parked_as text, sequence_name text, event_position bigint, claim_id uuid
) returns text language plpgsql volatile
    set search_path = pg_catalog, pg_temp
as $$
begin
    perform 1 from millrace_events.parked_sequences s
    where s.processor = parked_as and s.sequence = sequence_name and s.claim = claim_id for update;
    if not found then
        return 'lost';
    end if;
    delete from millrace_events.parked_events p
    where p.processor = parked_as and p.sequence = sequence_name and p.position = event_position;
    if exists (select from millrace_events.parked_events p where p.processor = parked_as and p.sequence = sequence_name) then
        return 'more';
    end if;
    delete from millrace_events.parked_sequences s where s.processor = parked_as and s.sequence = sequence_name;
    return 'empty';
end $$;

-- Takes away an event, or all of a sequence if none is named. Answers how many; null while they are being handed on again.
create or replace function millrace_events.discard(
    parked_as text, sequence_name text, event_position bigint
) returns bigint language plpgsql volatile
    set search_path = pg_catalog, pg_temp
as $$
declare
    taken     bigint;
    under_way boolean;
begin
    select s.claim is not null and s.claimed_until >= clock_timestamp() into under_way
    from millrace_events.parked_sequences s where s.processor = parked_as and s.sequence = sequence_name for update;
    if not found then
        return 0;
    elsif under_way then
        return null;
    end if;
    delete from millrace_events.parked_events p
    where p.processor = parked_as and p.sequence = sequence_name and (event_position is null or p.position = event_position);
    get diagnostics taken = row_count;
    if not exists (select from millrace_events.parked_events p where p.processor = parked_as and p.sequence = sequence_name) then
        delete from millrace_events.parked_sequences s where s.processor = parked_as and s.sequence = sequence_name;
    end if;
    return taken;
end $$;

-- What an application needs that is not the owner: it appends by the function alone, reads, and keeps tokens, snapshots, keys and
-- what is parked. To be called again after an update.
create or replace procedure millrace_events.grant_use(application text) language plpgsql
    set search_path = pg_catalog, pg_temp
as $$
begin
    execute format('grant usage on schema millrace_events to %I', application);
    execute format('grant select on millrace_events.events, millrace_events.event_tags, millrace_events.blocks,'
        || ' millrace_events.chain, millrace_events.token_store to %I', application);
    execute format('grant select, insert, update, delete on millrace_events.tokens, millrace_events.snapshots,'
        || ' millrace_events.parked_sequences, millrace_events.parked_events to %I', application);
    execute format('grant execute on function millrace_events.park(text, int, text, text, text, bigint, bytea, text, text, bytea, int, int),'
        || ' millrace_events.unpark(text, text, bigint, uuid), millrace_events.discard(text, text, bigint) to %I', application);
    execute format('grant select, insert, update on millrace_events.subject_keys to %I', application);
    execute format('grant execute on function millrace_events.append(int[], uuid[], text[], text[], bigint[], int[], int[], int[],'
        || ' bytea, text[], int[], bigint[], text[], int[], text[]) to %I', application);
    execute format('grant execute on function millrace_events.matching(bigint[], text[], int[], text[], bigint, bigint),'
        || ' millrace_events.read(bigint[], text[], int[], text[], bigint, bigint),'
        || ' millrace_events.position_at(timestamptz), millrace_events.schema_version() to %I', application);
end $$;

revoke all on all functions in schema millrace_events from public;
revoke all on all procedures in schema millrace_events from public;
