-- Generations of each projection: one answers, one may be filled, those before await their removal.
create table projections.generations (
  projection    text not null,
  generation    bigint not null,
  state         text not null check (state in ('building', 'active', 'retired')),
  fill_position bigint not null default 0,     -- everything up to here was filled from the store
  fill_from     bigint not null default 0,     -- where the current run of the fill began, for its speed
  fill_since    timestamptz,
  target        bigint not null default 0,     -- head of the store when last looked at
  started_at    timestamptz not null default now(),
  switched_at   timestamptz,
  retired_at    timestamptz,
  primary key (projection, generation)
);
create unique index generations_active on projections.generations (projection) where state = 'active';
create unique index generations_building on projections.generations (projection) where state = 'building';

-- Where each partition of the bus is, and which generation its events go to.
create table projections.partitions (
  projection text not null,
  partition  int not null,
  generation bigint not null,
  position   bigint not null default 0,        -- everything up to here is applied
  updated_at timestamptz not null default now(),
  primary key (projection, partition)
);

-- Events that could not be applied, and those of the same key behind them.
create table projections.parked (
  projection  text not null,
  generation  bigint not null,
  position    bigint not null,
  partition   int not null,
  key         text not null,
  event_id    text not null,
  type        text not null,
  version     text not null,
  recorded_at timestamptz not null,
  payload     bytea not null,
  cause       text,                            -- null: it only waits behind another
  attempts    int not null default 0,
  parked_at   timestamptz not null default now(),
  request     text check (request in ('retry', 'discard')),
  primary key (projection, generation, position)
);
create index parked_key on projections.parked (projection, generation, key, position);
