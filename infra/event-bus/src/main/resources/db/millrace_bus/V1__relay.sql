-- How far the relay has published. A topic that was made anew has another id and is filled from the beginning.
create table ${flyway:defaultSchema}.relay (
  topic    text primary key,
  topic_id text not null,
  position bigint not null
);
