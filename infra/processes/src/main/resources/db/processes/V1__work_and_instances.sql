-- What processes have to do at some time: ask outside, wake up. A row is there from before the work can begin until after its outcome is
-- recorded.
CREATE TABLE ${flyway:defaultSchema}.work (
    process  text COLLATE "C" NOT NULL,
    instance text COLLATE "C" NOT NULL,
    task     text COLLATE "C" NOT NULL,
    -- Which port it asks; empty for what only waits for its time.
    port     text COLLATE "C" NOT NULL,
    -- When it may be taken. Of a row that is being worked on: when it may be taken from whoever fell silent over it.
    due_at   timestamptz      NOT NULL,
    -- Whose it is now; null if nobody's.
    lease    uuid,
    -- When it is due again, if that was decided while it was being worked on.
    again_at timestamptz,
    -- How many went unanswered, where the port's policy counts.
    attempts int              NOT NULL DEFAULT 0,
    PRIMARY KEY (process, instance, task)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 1000);

CREATE INDEX work_due ON ${flyway:defaultSchema}.work (port, due_at);

-- Where each instance stands, for lists. What counts is the log, from which a row can be made again.
CREATE TABLE ${flyway:defaultSchema}.instances (
    process  text COLLATE "C" NOT NULL,
    instance text COLLATE "C" NOT NULL,
    state    text COLLATE "C" NOT NULL, -- waiting, parked, ended
    code     text COLLATE "C",          -- why it is parked, or was ended
    detail   text,
    position bigint           NOT NULL, -- of the event that it is so since
    since    timestamptz      NOT NULL,
    PRIMARY KEY (process, instance)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 1000);

CREATE INDEX instances_state ON ${flyway:defaultSchema}.instances (process, state, position, instance);
CREATE INDEX instances_ended ON ${flyway:defaultSchema}.instances (since) WHERE state = 'ended';

-- A store from before there was an engine has the work of orders in a schema of its own, and tokens under another name.
DO $$
BEGIN
    IF to_regclass('sagas.work') IS NOT NULL THEN
        INSERT INTO ${flyway:defaultSchema}.work (process, instance, task, port, due_at)
        SELECT 'fulfilment', order_id::text, operation, CASE operation WHEN 'expiry' THEN '' ELSE 'payment' END,
               coalesce(again_at, due_at)
          FROM sagas.work;
        DROP SCHEMA sagas CASCADE;
    END IF;
    IF to_regclass('millrace_events.tokens') IS NOT NULL THEN
        UPDATE millrace_events.tokens SET processor = 'fulfilment' WHERE processor = 'orders';
    END IF;
END $$;
