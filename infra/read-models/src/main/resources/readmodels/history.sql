-- Order history, one generation. Money in minor units of the order's currency.
create schema if not exists ${schema};

create table if not exists ${schema}.orders (
  order_id        uuid primary key,
  cart_id         uuid not null,
  customer_id     text,                  -- null for a guest
  email           text not null,
  country         text not null,
  currency        text not null,
  total_minor     bigint not null,
  line_count      int not null,
  units           bigint not null,
  status          text not null,         -- pending, confirmed, shipped, delivered, rejected, cancelled
  payment_status  text,                  -- requested, authorised, captured, declined, voided, refunded
  reason_code     text,                  -- why rejected or cancelled
  reason_detail   text,
  ordered_at      timestamptz not null,
  placed_at       timestamptz not null,
  updated_at      timestamptz not null,
  placed_position bigint not null,
  position        bigint not null,       -- of the last event applied
  email_caseless  text not null          -- as class Caseless makes it, whose capital sharp s is ss
);
-- newest first: order by ordered_at desc, order_id desc
create index if not exists orders_newest on ${schema}.orders (ordered_at desc, order_id desc);
create index if not exists orders_customer on ${schema}.orders (customer_id, ordered_at desc, order_id desc);
create index if not exists orders_email on ${schema}.orders (email_caseless, ordered_at desc, order_id desc);
create index if not exists orders_status on ${schema}.orders (status, ordered_at desc, order_id desc);

create table if not exists ${schema}.order_lines (
  order_id         uuid not null,
  line             int not null,
  sku              text not null,
  name             text not null,
  quantity         int not null,
  unit_price_minor bigint not null,
  primary key (order_id, line)
);
create index if not exists order_lines_sku on ${schema}.order_lines (sku, order_id);

create table if not exists ${schema}.order_events (
  order_id    uuid not null,
  position    bigint not null,
  type        text not null,             -- such as millrace.order.OrderPlaced
  recorded_at timestamptz not null,
  detail      text not null,             -- JSON: the event without its lists of lines; money as minorUnits and currency
  primary key (order_id, position)
);
