-- Requests that come at the same time share a call. As before, nothing here waits for the disk.

DROP FUNCTION claim_idempotency_key(text, text, bytea, uuid, uuid, bigint);
DROP FUNCTION answer_idempotency_key(text, text, uuid, smallint, text, bytea);

-- No key twice in one call. Keys are taken in order, so that calls of several instances can't wait for each other in a circle.
CREATE FUNCTION claim_idempotency_keys(
    p_callers text[], p_keys text[], p_fingerprints text[], p_ids uuid[], p_claims uuid[], p_lease_millis bigint)
    RETURNS TABLE (
        claim uuid, state text, id uuid, created_at timestamptz, status smallint, headers text, body bytea)
    LANGUAGE plpgsql
    SET search_path FROM CURRENT
AS $$
#variable_conflict use_column
DECLARE
    now_is      timestamptz := clock_timestamp();
    lease_until timestamptz := now_is + make_interval(secs => p_lease_millis / 1000.0);
    present     idempotency_keys%ROWTYPE;
    wanted      record;
BEGIN
    PERFORM set_config('synchronous_commit', 'off', true);
    FOR wanted IN
        SELECT * FROM unnest(p_callers, p_keys, p_fingerprints, p_ids, p_claims)
                 AS wanted (caller, key, fingerprint, id, claim)
        ORDER BY caller, key
    LOOP
        claim := wanted.claim;
        status := NULL;
        headers := NULL;
        body := NULL;
        LOOP
            INSERT INTO idempotency_keys (caller, key, fingerprint, id, claim, leased_until, created_at)
            VALUES (wanted.caller, wanted.key, decode(wanted.fingerprint, 'hex'), wanted.id, wanted.claim, lease_until, now_is)
            ON CONFLICT DO NOTHING;
            IF FOUND THEN
                state := 'new';
                id := wanted.id;
                created_at := now_is;
                RETURN NEXT;
                EXIT;
            END IF;
            SELECT * INTO present FROM idempotency_keys AS k
            WHERE k.caller = wanted.caller AND k.key = wanted.key FOR UPDATE;
            -- Purged between the two statements: it is new after all.
            CONTINUE WHEN NOT FOUND;
            id := present.id;
            created_at := present.created_at;
            IF present.fingerprint <> decode(wanted.fingerprint, 'hex') THEN
                state := 'other';
            ELSIF present.status IS NOT NULL THEN
                state := 'answered';
                status := present.status;
                headers := present.headers;
                body := present.body;
            ELSIF present.leased_until > now_is THEN
                state := 'running';
            ELSE
                UPDATE idempotency_keys AS k SET claim = wanted.claim, leased_until = lease_until
                WHERE k.caller = wanted.caller AND k.key = wanted.key;
                state := 'resumed';
            END IF;
            RETURN NEXT;
            EXIT;
        END LOOP;
    END LOOP;
END
$$;

CREATE FUNCTION answer_idempotency_keys(
    p_callers text[], p_keys text[], p_claims uuid[], p_statuses integer[], p_headers text[], p_bodies text[])
    RETURNS void
    LANGUAGE plpgsql
    SET search_path FROM CURRENT
AS $$
BEGIN
    PERFORM set_config('synchronous_commit', 'off', true);
    PERFORM 1
    FROM idempotency_keys AS k
    JOIN unnest(p_callers, p_keys) AS given (caller, key) ON k.caller = given.caller AND k.key = given.key
    ORDER BY k.caller, k.key
    FOR UPDATE OF k;
    UPDATE idempotency_keys AS k
    SET status = given.status, headers = given.headers, body = convert_to(given.body, 'UTF8')
    FROM unnest(p_callers, p_keys, p_claims, p_statuses, p_headers, p_bodies)
      AS given (caller, key, claim, status, headers, body)
    WHERE k.caller = given.caller AND k.key = given.key AND k.claim = given.claim AND k.status IS NULL;
END
$$;
