package dev.millrace.sagas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.cart.CartCommand.CheckOutCart;
import dev.millrace.cart.CartCommand.Item;
import dev.millrace.cart.CartCommand.OpenCart;
import dev.millrace.commandhandling.CommandHandling;
import dev.millrace.eventstore.AppendCondition;
import dev.millrace.eventstore.Criteria;
import dev.millrace.eventstore.EventLog;
import dev.millrace.eventstore.NewEvent;
import dev.millrace.eventstore.StoredEvent;
import dev.millrace.eventstore.Tag;
import dev.millrace.eventstore.decision.Commands;
import dev.millrace.eventstore.decision.Outcome;
import dev.millrace.id.CartId;
import dev.millrace.id.OrderId;
import dev.millrace.id.PaymentId;
import dev.millrace.id.Sku;
import dev.millrace.id.WarehouseId;
import dev.millrace.inventory.StockCommand.ReceiveStock;
import dev.millrace.local.PostgresAddress;
import dev.millrace.payment.PaymentEvent.PaymentRequested;
import dev.millrace.processes.StepWatch;
import dev.millrace.product.ProductCommand.CreateProduct;
import dev.millrace.sandbox.PaymentSandboxApplication;
import dev.millrace.schema.BusinessEvent;
import dev.millrace.schema.EventCatalog;
import dev.millrace.schema.Tags;
import dev.millrace.testing.TestServers;
import io.r2dbc.pool.ConnectionPool;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.reactive.function.client.WebClient;

/** A database, a gateway, someone who orders, and as many instances of the sagas as a test starts. */
final class TestShop implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration COMMAND = Duration.ofSeconds(10);

    private final PostgresAddress database = TestServers.freshDatabase();
    private final ConfigurableApplicationContext sandbox;
    private final ConfigurableApplicationContext front;
    private final List<ConfigurableApplicationContext> instances = new ArrayList<>();
    private final WebClient gateway;

    TestShop() {
        sandbox = PaymentSandboxApplication.application()
                .run(
                        "--server.port=0",
                        "--millrace.sandbox.webhooks.enabled=false",
                        "--millrace.sandbox.slow-answer=400ms");
        gateway = WebClient.create("http://127.0.0.1:" + gatewayPort());
        front = run(CommandHandling.class, StepWatch.NOBODY);
    }

    /** Starts an instance whose clocks run faster than life. @param settings {@code name=value}, over the test's own */
    ConfigurableApplicationContext instance(String... settings) {
        return instance(StepWatch.NOBODY, settings);
    }

    /** The same, watched. */
    ConfigurableApplicationContext instance(StepWatch watch, String... settings) {
        Map<String, String> all = new LinkedHashMap<>(Map.of(
                "millrace.sagas.claim-timeout", "1500ms",
                "millrace.sagas.stop-timeout", "100ms",
                "millrace.sagas.work.lease", "2s",
                "millrace.sagas.work.poll-interval", "100ms",
                "millrace.payment.gateway.uri", "http://127.0.0.1:" + gatewayPort(),
                "millrace.payment.gateway.timeout", "1s",
                "millrace.payment.gateway.retry.first-backoff", "100ms"));
        for (String setting : settings) {
            String[] nameAndValue = setting.split("=", 2);
            all.put(nameAndValue[0], nameAndValue[1]);
        }
        ConfigurableApplicationContext instance = run(
                Sagas.class,
                watch,
                all.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
        instances.add(instance);
        return instance;
    }

    /** An instance with its HTTP. */
    ConfigurableApplicationContext webInstance(StepWatch watch) {
        ConfigurableApplicationContext instance = run(
                SagasApplication.class,
                WebApplicationType.REACTIVE,
                watch,
                "--server.port=0",
                "--millrace.payment.gateway.uri=http://127.0.0.1:" + gatewayPort());
        instances.add(instance);
        return instance;
    }

    /** Ends an instance as death would: nothing of what it had begun is finished or given back. */
    void crash(ConfigurableApplicationContext instance) {
        instance.getBean(ConnectionPool.class).dispose();
        stop(instance);
    }

    void stop(ConfigurableApplicationContext instance) {
        instances.remove(instance);
        instance.close();
    }

    private ConfigurableApplicationContext run(Class<?> configuration, StepWatch watch, String... settings) {
        return run(configuration, WebApplicationType.NONE, watch, settings);
    }

    private ConfigurableApplicationContext run(
            Class<?> configuration, WebApplicationType web, StepWatch watch, String... settings) {
        List<String> all = new ArrayList<>(List.of(
                "--spring.config.name=none",
                "--millrace.postgres.host=" + database.host(),
                "--millrace.postgres.port=" + database.port(),
                "--millrace.postgres.database=" + database.database(),
                "--millrace.postgres.username=" + database.username(),
                "--millrace.postgres.password=" + database.password()));
        all.addAll(List.of(settings));
        return new SpringApplicationBuilder(configuration)
                .web(web)
                .initializers(context -> context.getBeanFactory().registerSingleton("stepWatch", watch))
                .run(all.toArray(String[]::new));
    }

    private String gatewayPort() {
        return String.valueOf(sandbox.getEnvironment().getProperty("local.server.port"));
    }

    void stock(Sku sku, int quantity) {
        send(new CreateProduct(sku, "White hanging heart", "A heart", Money.ofMinor(CurrencyUnit.GBP, 250)));
        send(new ReceiveStock(sku, new WarehouseId("main"), quantity, null));
    }

    OrderId order(Sku sku, int quantity, String token) {
        return order(OrderId.next(), sku, quantity, token);
    }

    OrderId order(OrderId order, Sku sku, int quantity, String token) {
        CartId cart = CartId.next();
        send(new OpenCart(cart, null, CurrencyUnit.GBP, List.of(new Item(sku, quantity, null))));
        send(new CheckOutCart(cart, order, "ada@example.org", "GB", token, Instant.now(), false));
        return order;
    }

    void send(Object command) {
        Outcome outcome = front.getBean(Commands.class)
                .send(command, Map.of("correlationId", "the-request"))
                .block(COMMAND);
        assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
    }

    /** The code that a command is refused with. */
    String refusal(Object command) {
        Outcome outcome = front.getBean(Commands.class).send(command).block(COMMAND);
        assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
        return ((Outcome.Rejected) outcome).rejection().code();
    }

    /** Appends an event as another build wrote it. */
    void store(Class<? extends BusinessEvent> type, String version, Tag tag, String json) {
        NewEvent event = new NewEvent(
                UUID.randomUUID(),
                EventCatalog.typeName(type),
                version,
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                json.getBytes(StandardCharsets.UTF_8),
                Map.of(),
                Set.of(tag));
        front.getBean(EventLog.class)
                .append(List.of(event), AppendCondition.none())
                .block(COMMAND);
    }

    List<StoredEvent> stored(OrderId order) {
        return stored(Tag.of(Tags.ORDER, order.toString()));
    }

    List<StoredEvent> storedOfCart(CartId cart) {
        return stored(Tag.of(Tags.CART, cart.toString()));
    }

    private List<StoredEvent> stored(Tag tag) {
        return front.getBean(EventLog.class)
                .read(Criteria.tagged(tag), 0)
                .collectList()
                .block(COMMAND);
    }

    List<BusinessEvent> events(OrderId order) {
        return stored(order).stream()
                .flatMap(event -> new ShopEvents().read(event).stream())
                .toList();
    }

    /** The names of the order's events, in order. */
    List<String> journey(OrderId order) {
        return events(order).stream()
                .map(event -> event.getClass().getSimpleName())
                .toList();
    }

    void awaitEvent(OrderId order, Class<? extends BusinessEvent> type) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(journey(order)).contains(type.getSimpleName()));
    }

    <E extends BusinessEvent> E event(OrderId order, Class<E> type) {
        awaitEvent(order, type);
        return events(order).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    /** What the gateway has in its books. */
    String atGateway(OrderId order) {
        return String.valueOf(booked(order).get("status"));
    }

    /** Minor units and currency. */
    String amountAtGateway(OrderId order) {
        return booked(order).get("amount") + " " + booked(order).get("currency");
    }

    private Map<?, ?> booked(OrderId order) {
        PaymentId payment = event(order, PaymentRequested.class).paymentId();
        return gateway.get()
                .uri("/v1/payments/" + payment)
                .retrieve()
                .bodyToMono(Map.class)
                .block(COMMAND);
    }

    /** Of orders. */
    long workLeft() {
        return workLeft("fulfilment");
    }

    long workLeft(String process) {
        return front.getBean(ConnectionPool.class)
                .create()
                .flatMap(connection -> reactor.core.publisher.Mono.from(connection
                                .createStatement(
                                        "SELECT count(*) FROM processes.work WHERE process = '" + process + "'")
                                .execute())
                        .flatMap(result -> reactor.core.publisher.Mono.from(result.map(row -> row.get(0, Long.class))))
                        .flatMap(count -> reactor.core.publisher.Mono.from(connection.close())
                                .thenReturn(count)))
                .block(COMMAND);
    }

    @Override
    public void close() {
        List.copyOf(instances).forEach(this::stop);
        front.close();
        sandbox.close();
    }
}
