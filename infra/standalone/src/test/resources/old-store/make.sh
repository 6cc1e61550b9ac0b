#!/bin/bash
# Makes dump.sql.gz and expected.json here, with a build of an older commit. README.md says what it needs.
#
# make.sh <checkout of the older commit, built> <an empty folder to work in>
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
checkout=$(realpath "$1") work=$(realpath "$2")
java=${JAVA_HOME:?needs a JDK 25}/bin/java
site=http://127.0.0.1:9180 api=$site/api/v1 store=$work/store
mkdir "$store"
platform= postgres=
trap 'kill -KILL $platform $postgres 2> /dev/null || true' EXIT

until_true() { for _ in $(seq 900); do if "$@"; then return; fi; sleep 0.2; done; echo "waited in vain: $*" >&2; exit 1; }

start() {
  rm -f "$work/output.txt"
  "$java" -jar "$checkout"/infra/standalone/target/*-exec.jar --server.port=9180 --millrace.folder="$store" "$@" > "$work/output.txt" 2>&1 &
  platform=$!
  until_true opened
}
opened() { grep -qs 'Ctrl-C stops everything' "$work/output.txt"; }
stop() { kill "-$1" $platform; wait $platform || true; platform=; }

# What is written, told by its path; answers with where it is.
post() {
  curl -sSf -D - -o /dev/null "${1/#\//$site/}" -H 'Content-Type: application/json' -H "Idempotency-Key: $(cat /proc/sys/kernel/random/uuid)" -d "$2" \
    | sed -n 's/^[Ll]ocation: *//p' | tr -d '\r'
}
put() { curl -sSf -o /dev/null -X PUT "$api$1" -H 'Content-Type: application/json' -d "$2"; }
get() { curl -sSf "$api$1"; }
cart() { post $api/carts "{\"currency\": \"GBP\", \"items\": [{\"sku\": \"$1\", \"quantity\": $2}]}"; }
checkout() { post "$1/checkout" "{\"email\": \"ada@example.com\", \"country\": \"GB\", \"orderedAt\": \"$3\", \"paymentToken\": \"$2\", \"acceptPriceChanges\": true}"; }
status() { curl -sSf "$site$1" | jq -r .status; }
is() { [ "$(status "$1")" = "$2" ]; }
has() { get "/events?tag=order:${1##*/}&limit=200" | jq -e --arg type "millrace.$2" 'any(.items[]; .type == $type)' > /dev/null; }
ordered() { # sku quantity token end
  local order; order=$(checkout "$(cart "$1" "$2")" "$3" 2010-12-03T10:00:00Z)
  until_true is "$order" "$4"
  echo "$order"
}
ship() { post "$1/parcels" '{"carrier": "Royal Mail", "trackingNumber": "RM123456789GB"}'; }

# Fifty short invoices of the shipped file.
zcat "$checkout"/infra/demo/src/main/resources/online-retail/orders.csv.gz > "$work/all.csv"
awk -F, 'NR == FNR {n[$1]++; next} FNR == 1 {print; next} n[$1] <= 4 && (($1 in kept) || ++count <= 50) {kept[$1] = 1; print}' \
  "$work/all.csv" "$work/all.csv" | gzip -n > "$work/small.csv.gz"
start --millrace.demo=full --millrace.demo-file="$work/small.csv.gz"

# What the demo doesn't do, so that there is an event of every type.
post $api/products '{"sku": "LAMP-1", "name": "Brass reading lamp", "description": "Warm light", "price": {"amount": "24.50", "currency": "GBP"}}' > /dev/null
post $api/products '{"sku": "TURTLE-1", "name": "Żółw, plüsch – 6″ 🐢", "description": "", "price": {"amount": "7.00", "currency": "GBP"}}' > /dev/null
post $api/products '{"sku": "GONE-1", "name": "Last year’s calendar", "description": "", "price": {"amount": "1.00", "currency": "GBP"}}' > /dev/null
post $api/stock/receipts '{"sku": "LAMP-1", "warehouse": "london", "quantity": 60}' > /dev/null
post $api/stock/receipts '{"sku": "LAMP-1", "warehouse": "york", "quantity": 40}' > /dev/null
post $api/stock/receipts '{"sku": "TURTLE-1", "warehouse": "london", "quantity": 100}' > /dev/null
post $api/stock/adjustments '{"sku": "TURTLE-1", "warehouse": "london", "delta": -3, "reason": "broken"}' > /dev/null
post $api/products/GONE-1/withdrawal '{"reason": "out of date"}' > /dev/null
repriced=$(cart LAMP-1 1)
put /products/LAMP-1/price '{"price": {"amount": "26.50", "currency": "GBP"}}'
put /products/LAMP-1/description '{"name": "Brass reading lamp", "description": "Warm light, dimmed"}'
until_true is "$(checkout "$repriced" tok_approve 2010-12-03T10:00:00Z)" confirmed
ordered LAMP-1 2 tok_decline rejected > /dev/null
hasty=$(checkout "$(cart LAMP-1 2)" tok_silent 2010-12-03T10:00:00Z)
until_true has "$hasty" payment.PaymentRequested
post "$hasty/cancellation" '{"reason": "too slow"}' > /dev/null
until_true has "$hasty" payment.PaymentDeclined
ordered LAMP-1 60 tok_fail_then_succeed confirmed > /dev/null
cancelled=$(ordered TURTLE-1 5 tok_approve confirmed)
post "$cancelled/cancellation" '{"reason": "changed my mind"}' > /dev/null
until_true is "$cancelled" cancelled
until_true has "$cancelled" payment.PaymentRefunded
shipped=$(ordered TURTLE-1 2 tok_approve confirmed)
ship "$shipped" > /dev/null
until_true is "$shipped" shipped
open=$(cart LAMP-1 1)
post "$open/items" '{"items": [{"sku": "TURTLE-1", "quantity": 9}, {"sku": "22114", "quantity": 1}]}' > /dev/null
curl -sSf -o /dev/null -X PATCH "$site$open/items/2" -H 'Content-Type: application/json' -d '{"quantity": 4}'
curl -sSf -o /dev/null -X DELETE "$site$open/items/3"
stop TERM

# Waits for the end of its reservation alone.
never=36500d
start --millrace.demo=none --millrace.payment.gateway.timeout=2s --millrace.sagas.reservation-period=4m \
  --millrace.payment.gateway.retry.first-backoff=$never --millrace.payment.gateway.retry.longest-backoff=$never
expiring=$(checkout "$(cart LAMP-1 1)" tok_silent 2011-01-04T10:00:00Z)
until_true has "$expiring" payment.PaymentAttemptFailed
stop TERM

# Waits for the gateway to be asked again.
start --millrace.demo=none --millrace.payment.gateway.timeout=2s --millrace.sagas.reservation-period=$never \
  --millrace.payment.gateway.retry.first-backoff=4m --millrace.payment.gateway.retry.longest-backoff=4m
retrying=$(checkout "$(cart LAMP-1 2)" tok_fail_then_succeed 2011-01-04T10:00:00Z)
until_true has "$retrying" payment.PaymentAttemptFailed
unpaid=$(cart TURTLE-1 3)
settled() { get /admin/projections | jq -e 'all(.items[]; .lagEvents == 0)' > /dev/null; }
until_true settled

# What this build says, before one more order asks the gateway while it all ends.
orders() {
  get "/orders?limit=200" | jq -e 'has("next") | not' > /dev/null
  for order in $(get "/orders?limit=200" | jq -r '.items[].orderId'); do order "$order"; done
}
order() {
  get "/orders/$1" | jq -c '
    {orderId, status, reason, customerId, email, country, total, orderedAt, placedAt, confirmedAt, closedAt, lines, parcels,
     payment: (.payment | if . then {status} else null end)} | .lines |= map(del(.total)) | del(..|nulls)'
}
orders > "$work/orders.json"
get "/carts/${open##*/}" | jq -c 'del(.position)' > "$work/cart.json"
for figures in days products countries; do
  get "/sales/$figures?to=2010-12-31&limit=200" | jq -ce --arg of $figures 'select(has("next") | not) | {($of): {items, totals}}'
done > "$work/sales.json"
asking=$(checkout "$unpaid" tok_silent 2011-01-04T10:00:00Z)
until_true has "$asking" payment.PaymentRequested
order "${asking##*/}" >> "$work/orders.json"
stop KILL

# PostgreSQL alone, once the platform's has followed it.
stopped() { [ ! -e "$store/postgresql/postmaster.pid" ]; }
until_true stopped
root=$([ "$(id -u)" = 0 ] && echo "unshare -U" || true)
LC_ALL=C $root "$store"/programs/postgres-*/bin/postgres -D "$store/postgresql" -p 9181 -k '' > "$work/postgres.txt" 2>&1 &
postgres=$!
PGPASSWORD=$(cat "$store/run/secrets/postgresql")
export PGPASSWORD PGHOST=127.0.0.1 PGPORT=9181 PGUSER=millrace PGDATABASE=millrace
until_true psql -qc 'SELECT 1' -o /dev/null
psql -c 'SELECT * FROM sagas.work'
pg_dump --inserts --no-owner --no-privileges | sed '/^\\/d' | gzip -9n > "$here/dump.sql.gz"
events=$(psql -Atc 'SELECT count(*) FROM millrace_events.events')
kill -INT $postgres
wait $postgres || true
postgres=

# A line an order, so that a difference can be seen.
{
  echo "{\"events\": $events,"
  echo "\"ends\": {\"${expiring##*/}\": \"rejected\", \"${retrying##*/}\": \"confirmed\", \"${asking##*/}\": \"rejected\"},"
  echo "\"cart\": $(cat "$work/cart.json"),"
  echo "\"sales\": $(jq -cs add "$work/sales.json"),"
  echo "\"orders\": ["
  sed '$!s/$/,/' "$work/orders.json"
  echo ']}'
} > "$here/expected.json"
jq -e . "$here/expected.json" > /dev/null
