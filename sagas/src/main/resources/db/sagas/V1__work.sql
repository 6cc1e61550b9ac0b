-- What the sagas have to do at some time: ask the gateway, look at an order whose reservation ends.
-- A row is there from before the work can begin until after its outcome is recorded.
CREATE TABLE ${flyway:defaultSchema}.work (
    order_id       uuid        NOT NULL,
    operation      text        NOT NULL,
    -- When it may be taken. Of a row that is being worked on: when it may be taken from whoever fell silent over it.
    due_at         timestamptz NOT NULL,
    -- Whose it is now; null if nobody's.
    lease          uuid,
    -- When it is due again, if that was decided while it was being worked on.
    again_at       timestamptz,
    correlation_id text        NOT NULL,
    PRIMARY KEY (order_id, operation)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 1000);

CREATE INDEX work_due ON ${flyway:defaultSchema}.work (due_at);
