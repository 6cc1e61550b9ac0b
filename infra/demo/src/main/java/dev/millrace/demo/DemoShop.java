package dev.millrace.demo;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Fills a platform with a shop: its products, its stock, and then its orders, each followed to its end. A run that was broken
 * off is taken up by running it again: what is there already is not done twice.
 */
public final class DemoShop {

    private static final int REQUESTS_AT_ONCE = 32;

    private final URI platform;
    private final int ordersAtOnce;
    private final DemoProgress progress;

    /**
     * Of a platform, known by its URL.
     *
     * @param ordersAtOnce orders under way at a time, at least 1
     */
    public DemoShop(URI platform, int ordersAtOnce, DemoProgress progress) {
        this.platform = platform;
        this.ordersAtOnce = ordersAtOnce;
        this.progress = progress;
    }

    /** Runs the whole demo. Non-blocking; fails with {@link RefusedRequest} if the platform refuses what it shouldn't. */
    public Mono<DemoSummary> run(List<Invoice> invoices) {
        return Mono.defer(() -> {
            long begin = System.nanoTime();
            ShopClient shop = new ShopClient(platform, "demo");
            Assortment assortment = Assortment.of(invoices);
            Ends ends = new Ends();
            Disposable listening = shop.ends().subscribe(ends::heard);
            return stock(shop, assortment)
                    .then(trade(shop, assortment, invoices, ends))
                    .map(placed -> summary(invoices, placed, ends, shop.position(), begin))
                    .doFinally(_ -> listening.dispose());
        });
    }

    private Mono<Void> stock(ShopClient shop, Assortment assortment) {
        AtomicInteger done = new AtomicInteger();
        int total = assortment.articles().size();
        return Flux.fromIterable(assortment.articles())
                .flatMap(
                        article ->
                                shop.create(article).then(shop.receive(article)).thenReturn(article),
                        REQUESTS_AT_ONCE)
                .doOnNext(_ -> progress.advanced("products", done.incrementAndGet(), total))
                .then();
    }

    private Mono<Map<String, String>> trade(ShopClient shop, Assortment assortment, List<Invoice> invoices, Ends ends) {
        Map<String, BigDecimal> listPrices =
                assortment.articles().stream().collect(Collectors.toMap(Article::sku, Article::price));
        Map<String, String> placed = new ConcurrentHashMap<>();
        AtomicInteger done = new AtomicInteger();
        return Flux.fromIterable(invoices)
                .flatMap(
                        invoice -> shop.place(invoice, listPrices)
                                .doOnNext(orderId -> placed.put(invoice.number(), orderId))
                                .flatMap(ends::of)
                                .flatMap(end -> end.rejection() == null ? shop.fulfil(end.orderId()) : Mono.empty())
                                .thenReturn(invoice),
                        ordersAtOnce)
                .doOnNext(_ -> progress.advanced("orders", done.incrementAndGet(), invoices.size()))
                .then(Mono.just(placed));
    }

    private static DemoSummary summary(
            List<Invoice> invoices, Map<String, String> placed, Ends ends, long position, long begin) {
        List<Invoice> confirmed = invoices.stream()
                .filter(invoice -> ends.heardOf(Objects.requireNonNull(placed.get(invoice.number())))
                                .rejection()
                        == null)
                .toList();
        Map<String, Integer> rejected = new TreeMap<>();
        for (String orderId : placed.values()) {
            String rejection = ends.heardOf(orderId).rejection();
            if (rejection != null) {
                rejected.merge(rejection, 1, Integer::sum);
            }
        }
        return new DemoSummary(
                Map.copyOf(placed),
                placed.size(),
                confirmed.size(),
                rejected,
                confirmed.stream()
                        .flatMap(invoice -> invoice.lines().stream())
                        .mapToLong(Invoice.Line::quantity)
                        .sum(),
                confirmed.stream().map(Invoice::total).reduce(BigDecimal.ZERO, BigDecimal::add),
                position,
                Duration.ofNanos(System.nanoTime() - begin));
    }

    /** What was heard of orders, and who waits to hear. */
    private static final class Ends {

        private final Map<String, Sinks.One<OrderEnd>> byOrder = new ConcurrentHashMap<>();

        void heard(OrderEnd end) {
            sink(end.orderId()).tryEmitValue(end);
        }

        Mono<OrderEnd> of(String orderId) {
            return sink(orderId).asMono();
        }

        OrderEnd heardOf(String orderId) {
            OrderEnd end = sink(orderId).asMono().toFuture().getNow(null);
            if (end == null) {
                throw new IllegalStateException("order %s has not ended".formatted(orderId));
            }
            return end;
        }

        private Sinks.One<OrderEnd> sink(String orderId) {
            return byOrder.computeIfAbsent(orderId, _ -> Sinks.one());
        }
    }
}
