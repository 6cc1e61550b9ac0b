-- What payment gateways told, stored before anything is done about it.
CREATE TABLE webhooks (
    gateway     text        NOT NULL,
    id          text        NOT NULL,
    type        text        NOT NULL,
    payment_id  uuid,
    order_id    uuid,
    body        text        NOT NULL,
    received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    handled_at  timestamptz,
    -- applied, ignored, or the code of the rejection
    outcome     text,
    position    bigint,
    PRIMARY KEY (gateway, id)
);

CREATE INDEX webhooks_by_order ON webhooks (order_id);
CREATE INDEX webhooks_not_handled ON webhooks (received_at) WHERE handled_at IS NULL;
