import static org.awaitility.Awaitility.await;

import dev.millrace.generated.ApiClient;
import dev.millrace.generated.ApiException;
import dev.millrace.generated.api.CartsApi;
import dev.millrace.generated.api.EventsApi;
import dev.millrace.generated.api.OrdersApi;
import dev.millrace.generated.api.ProductsApi;
import dev.millrace.generated.api.StockApi;
import dev.millrace.generated.model.Cart;
import dev.millrace.generated.model.Checkout;
import dev.millrace.generated.model.LoggedEvent;
import dev.millrace.generated.model.Money;
import dev.millrace.generated.model.NewCart;
import dev.millrace.generated.model.NewItem;
import dev.millrace.generated.model.NewItems;
import dev.millrace.generated.model.NewProduct;
import dev.millrace.generated.model.Order;
import dev.millrace.generated.model.OrderStatus;
import dev.millrace.generated.model.PaymentStatus;
import dev.millrace.generated.model.Product;
import dev.millrace.generated.model.Receipt;
import dev.millrace.generated.model.Stock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** A checkout through the client that was generated from the document, at the platform whose address is given. */
public final class Shopper {

    private final ApiClient platform = new ApiClient();
    private final String sku = "JAVA-" + UUID.randomUUID();
    private final Money price = new Money().amount("2.50").currency("GBP");

    private Shopper(String address) {
        platform.updateBaseUri(address);
    }

    public static void main(String[] arguments) throws ApiException {
        Shopper shopper = new Shopper(arguments[0]);
        shopper.offer();
        Order order = shopper.order(shopper.cart());
        shopper.confirmed(order.getOrderId());
        shopper.recorded(order.getOrderId());
        shopper.refused();
    }

    private void offer() throws ApiException {
        NewProduct lamp = new NewProduct().sku(sku).name("Brass lamp").price(price);
        Product product = new ProductsApi(platform).createProduct(key(), lamp, null, null, null);
        Receipt receipt = new Receipt().sku(product.getSku()).warehouse("london").quantity(3);
        Stock stock = new StockApi(platform).receiveStock(key(), receipt, null, null, null);
        check(stock.getFree() == 3, stock);
    }

    private Cart cart() throws ApiException {
        CartsApi carts = new CartsApi(platform);
        Cart empty = carts.openCart(key(), new NewCart().currency("GBP"), null, null, null);
        NewItems items = new NewItems().items(List.of(new NewItem().sku(sku).quantity(2)));
        Cart cart = carts.addCartItems(key(), empty.getCartId(), items, null, null, null);
        check(cart.getTotal().getAmount().equals("5.00"), cart);
        check(cart.getLines().getFirst().getUnitPrice().equals(price), cart);
        return cart;
    }

    private Order order(Cart cart) throws ApiException {
        Checkout checkout = new Checkout().email("ada@example.com").country("GB").paymentToken("tok_approve");
        return new CartsApi(platform).checkOutCart(key(), cart.getCartId(), checkout, null, null, null);
    }

    private void confirmed(UUID id) {
        OrdersApi orders = new OrdersApi(platform);
        Order order = await().atMost(Duration.ofSeconds(30))
                .until(() -> orders.getOrder(id, null, null), its -> its.getStatus() != OrderStatus.PENDING);
        check(order.getStatus() == OrderStatus.CONFIRMED, order);
        check(order.getPayment().getStatus() == PaymentStatus.CAPTURED, order);
    }

    private void recorded(UUID id) throws ApiException {
        List<LoggedEvent> events = new EventsApi(platform)
                .listEvents(null, null, null, null, List.of("order:" + id), null, 100, null)
                .getItems();
        check(!events.isEmpty(), events);
        check(events.getFirst().getType().equals("millrace.order.OrderPlaced"), events);
        check(events.getFirst().getPayload().get("orderId").equals(id.toString()), events);
    }

    private void refused() {
        try {
            Product none = new ProductsApi(platform).getProduct("NOT-THERE", null, null);
            check(false, none);
        } catch (ApiException refusal) {
            check(refusal.getCode() == 404 && refusal.getResponseBody().contains("problems/"), refusal);
        }
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private static void check(boolean holds, Object seen) {
        if (!holds) {
            throw new IllegalStateException("not as expected: " + seen);
        }
    }
}
