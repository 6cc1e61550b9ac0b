-- For the purge. One index over all, whose predicate doesn't change when a message is handled, lets that update stay on its page.
DROP INDEX webhooks_not_handled;
CREATE INDEX webhooks_by_age ON webhooks (received_at);
ALTER TABLE webhooks SET (fillfactor = 85);
