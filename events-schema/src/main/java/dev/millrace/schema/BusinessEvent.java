package dev.millrace.schema;

/** A business fact: what is appended to the store, published on the bus and kept for good. Immutable. */
public interface BusinessEvent {

    /**
     * The key that keeps this event in order with its like on the bus: the order if it belongs to one, otherwise the
     * cart, the product or the SKU.
     */
    String partitionKey();
}
