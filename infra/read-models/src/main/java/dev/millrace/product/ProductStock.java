package dev.millrace.product;

/** @param position of the event that led to this level */
public record ProductStock(String warehouse, long onHand, long reserved, long position) {
    public long free() {
        return onHand - reserved;
    }
}
