-- What became of requests that may come again. A row is claimed before its command is sent and answered after it.
CREATE TABLE idempotency_keys (
    caller       text        NOT NULL,
    key          text        NOT NULL,
    fingerprint  bytea       NOT NULL,
    id           uuid        NOT NULL,
    claim        uuid        NOT NULL,
    leased_until timestamptz NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    status       smallint,
    headers      text,
    body         bytea,
    PRIMARY KEY (caller, key)
) WITH (fillfactor = 70);

CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);

-- Neither function waits for the disk. The append that comes between them does, on the same server, and takes the claim
-- to disk with it; an answer that is lost leaves a claim, and the request is then found in the log.

CREATE FUNCTION claim_idempotency_key(
    p_caller text, p_key text, p_fingerprint bytea, p_id uuid, p_claim uuid, p_lease_millis bigint)
    RETURNS TABLE (state text, id uuid, created_at timestamptz, status smallint, headers text, body bytea)
    LANGUAGE plpgsql
    SET search_path FROM CURRENT
AS $$
#variable_conflict use_column
DECLARE
    now_is      timestamptz := clock_timestamp();
    lease_until timestamptz := now_is + make_interval(secs => p_lease_millis / 1000.0);
    present     idempotency_keys%ROWTYPE;
BEGIN
    PERFORM set_config('synchronous_commit', 'off', true);
    LOOP
        INSERT INTO idempotency_keys (caller, key, fingerprint, id, claim, leased_until, created_at)
        VALUES (p_caller, p_key, p_fingerprint, p_id, p_claim, lease_until, now_is)
        ON CONFLICT DO NOTHING;
        IF FOUND THEN
            RETURN QUERY SELECT 'new'::text, p_id, now_is, NULL::smallint, NULL::text, NULL::bytea;
            RETURN;
        END IF;
        SELECT * INTO present FROM idempotency_keys WHERE caller = p_caller AND key = p_key FOR UPDATE;
        EXIT WHEN FOUND;
    END LOOP;
    IF present.fingerprint <> p_fingerprint THEN
        RETURN QUERY SELECT 'other'::text, present.id, present.created_at, NULL::smallint, NULL::text, NULL::bytea;
    ELSIF present.status IS NOT NULL THEN
        RETURN QUERY SELECT 'answered'::text, present.id, present.created_at, present.status, present.headers, present.body;
    ELSIF present.leased_until > now_is THEN
        RETURN QUERY SELECT 'running'::text, present.id, present.created_at, NULL::smallint, NULL::text, NULL::bytea;
    ELSE
        UPDATE idempotency_keys SET claim = p_claim, leased_until = lease_until
        WHERE caller = p_caller AND key = p_key;
        RETURN QUERY SELECT 'resumed'::text, present.id, present.created_at, NULL::smallint, NULL::text, NULL::bytea;
    END IF;
END
$$;

CREATE FUNCTION answer_idempotency_key(
    p_caller text, p_key text, p_claim uuid, p_status smallint, p_headers text, p_body bytea)
    RETURNS void
    LANGUAGE plpgsql
    SET search_path FROM CURRENT
AS $$
BEGIN
    PERFORM set_config('synchronous_commit', 'off', true);
    UPDATE idempotency_keys SET status = p_status, headers = p_headers, body = p_body
    WHERE caller = p_caller AND key = p_key AND claim = p_claim AND status IS NULL;
END
$$;
