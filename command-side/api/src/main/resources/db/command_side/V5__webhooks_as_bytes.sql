-- What was signed is bytes, of which not all are text.
ALTER TABLE webhooks ALTER COLUMN body TYPE bytea USING convert_to(body, 'UTF8');
