package dev.millrace.schema;

/** Keys of the tags that events carry. Conditions and filters are built on them; none holds personal data. */
public final class Tags {

    public static final String CART = "cart";
    public static final String CUSTOMER = "customer";
    public static final String ORDER = "order";
    public static final String PAYMENT = "payment";
    public static final String PRODUCT = "product";
    /** Stock of a SKU; the SKU as a product is {@link #PRODUCT}, so that a new price never collides with a sale. */
    public static final String SKU = "sku";

    private Tags() {}
}
