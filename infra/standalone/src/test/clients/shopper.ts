// A checkout through types that were generated from the document, at the platform whose address is given.
import createClient from "openapi-fetch";
import type { components, paths } from "./api.js";

declare const process: { argv: string[] };

const millrace = createClient<paths>({ baseUrl: process.argv[2]! });
const sku = `TYPESCRIPT-${crypto.randomUUID()}`;
const price = { amount: "2.50", currency: "GBP" };

const key = () => ({ "Idempotency-Key": crypto.randomUUID() });

const given = <T>({ data, error, response }: { data?: T; error?: unknown; response: Response }): NonNullable<T> => {
  if (data == null) {
    throw new Error(`${response.url}: ${response.status} ${JSON.stringify(error)}`);
  }
  return data;
};

const product: components["schemas"]["Product"] = given(
  await millrace.POST("/api/v1/products", {
    params: { header: key() },
    body: { sku, name: "Brass lamp", price },
  }),
);
const stock = given(
  await millrace.POST("/api/v1/stock/receipts", {
    params: { header: key() },
    body: { sku: product.sku, warehouse: "london", quantity: 3 },
  }),
);
const cart = given(await millrace.POST("/api/v1/carts", { params: { header: key() }, body: { currency: "GBP" } }));
const filled = given(
  await millrace.POST("/api/v1/carts/{id}/items", {
    params: { path: { id: cart.cartId }, header: key() },
    body: { items: [{ sku, quantity: 2 }] },
  }),
);
if (stock.free !== 3 || filled.total.amount !== "5.00" || filled.lines[0]?.unitPrice.amount !== price.amount) {
  throw new Error(`not what was written: ${JSON.stringify([stock, filled])}`);
}
const placed = given(
  await millrace.POST("/api/v1/carts/{id}/checkout", {
    params: { path: { id: cart.cartId }, header: key() },
    body: { email: "ada@example.com", country: "GB", paymentToken: "tok_approve" },
  }),
);

const read = async () =>
  given(await millrace.GET("/api/v1/orders/{id}", { params: { path: { id: placed.orderId } } }));
const deadline = Date.now() + 30_000;
let order = await read();
while (order.status === "pending" && Date.now() < deadline) {
  await new Promise((soon) => setTimeout(soon, 50));
  order = await read();
}
if (order.status !== "confirmed" || order.payment?.status !== "captured") {
  throw new Error(`not confirmed: ${JSON.stringify(order)}`);
}

const events = given(
  await millrace.GET("/api/v1/events", { params: { query: { tag: [`order:${order.orderId}`], limit: 100 } } }),
);
const first = events.items[0];
if (first?.type !== "millrace.order.OrderPlaced" || first.payload["orderId"] !== order.orderId) {
  throw new Error(`not the order's events: ${JSON.stringify(events)}`);
}

const absent = await millrace.GET("/api/v1/products/{sku}", { params: { path: { sku: "NOT-THERE" } } });
if (absent.error?.status !== 404) {
  throw new Error(`no problem: ${JSON.stringify(absent)}`);
}
console.log(`order ${order.orderId}: ${order.status}`);
