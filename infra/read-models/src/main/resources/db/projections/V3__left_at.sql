-- Progress belongs to a generation: where the one that the partition wrote to before was left behind.
alter table projections.partitions add column left_at bigint not null default 0;
