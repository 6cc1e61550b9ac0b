-- Found missing though it had been written: nobody is to read it or to write to it, and another takes its place.
alter table projections.generations add column lost boolean not null default false;

-- The topic that each projection reads: one that was made anew has another id.
create table projections.topics (
  projection text primary key,
  topic_id   text not null
);
