package dev.millrace.order;

/** What an order holds of the stock, once something was tried. */
public enum GoodsStatus {
    REFUSED,
    HELD,
    RELEASED
}
