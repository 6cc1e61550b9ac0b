package dev.millrace.demo;

/**
 * The means of payment of an order: mostly a card that works and, by the invoice's number, now and then one that doesn't,
 * so that the demo shows what happens then.
 */
final class Wallet {

    private Wallet() {}

    /** One of the payment sandbox's test tokens; the same for the same invoice at every run. */
    static String token(String invoiceNumber) {
        int n = Math.floorMod(invoiceNumber.hashCode(), 1_000);
        if (n < 20) {
            return "tok_decline";
        }
        if (n < 30) {
            return "tok_insufficient_funds";
        }
        if (n < 40) {
            return "tok_fail_then_succeed";
        }
        if (n < 43) {
            return "tok_slow";
        }
        return n < 45 ? "tok_silent" : "tok_approve";
    }
}
