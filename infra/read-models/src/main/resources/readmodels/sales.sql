-- Sales, one generation. Money in minor units; days in the shop's time zone, of when the customer ordered. Text is ordered by its characters' numbers.
create schema if not exists ${schema};

-- Every order placed; its lines stay in arrays until it is confirmed and they become sales.
create table if not exists ${schema}.orders (
  order_id     uuid primary key,
  state        text not null,            -- pending, confirmed, refunded, closed (never confirmed)
  day          date not null,
  country      text collate "C" not null,
  currency     text collate "C" not null,
  line_numbers int[] not null,
  skus         text[] not null,
  quantities   bigint[] not null,
  revenues     bigint[] not null
);

-- One row per line of a confirmed order.
create table if not exists ${schema}.lines (
  order_id      uuid not null,
  line          int not null,
  sku           text collate "C" not null,
  day           date not null,
  country       text collate "C" not null,
  currency      text collate "C" not null,
  quantity      bigint not null,
  revenue_minor bigint not null,
  refunded      boolean not null default false,
  primary key (order_id, line)
);

-- Refunds of cancelled confirmed orders stand in columns of their own and on the day of the sale; they are not taken off.
create table if not exists ${schema}.days (
  day             date not null,
  currency        text collate "C" not null,
  orders          bigint not null,
  units           bigint not null,
  revenue_minor   bigint not null,
  refunded_orders bigint not null default 0,
  refunded_units  bigint not null default 0,
  refunded_minor  bigint not null default 0,
  primary key (day, currency)
);

create table if not exists ${schema}.products (
  day             date not null,
  sku             text collate "C" not null,
  currency        text collate "C" not null,
  orders          bigint not null,
  units           bigint not null,
  revenue_minor   bigint not null,
  refunded_orders bigint not null default 0,
  refunded_units  bigint not null default 0,
  refunded_minor  bigint not null default 0,
  primary key (day, sku, currency)
);
create index if not exists products_sku on ${schema}.products (sku, day);

create table if not exists ${schema}.countries (
  day             date not null,
  country         text collate "C" not null,
  currency        text collate "C" not null,
  orders          bigint not null,
  units           bigint not null,
  revenue_minor   bigint not null,
  refunded_orders bigint not null default 0,
  refunded_units  bigint not null default 0,
  refunded_minor  bigint not null default 0,
  primary key (day, country, currency)
);
