-- By what it was made; unknown of those that are older than this column.
alter table projections.generations add column definition text;
