package dev.millrace.benchmarks;

import dev.millrace.demo.Article;
import dev.millrace.demo.Invoice;
import dev.millrace.demo.OrderEnd;
import dev.millrace.demo.ShopClient;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A shop with plenty of stock, and customers who order three different things each. */
final class Shop implements AutoCloseable {

    static final int ARTICLES = 1_000;
    private static final int LINES = 3;

    private final ShopClient client;
    private final List<Article> articles = IntStream.range(0, ARTICLES)
            .mapToObj(i -> new Article("SKU-" + i, "Article number " + i, new BigDecimal("9.99"), 1_000_000))
            .toList();
    private final Map<String, BigDecimal> prices =
            articles.stream().collect(Collectors.toMap(Article::sku, Article::price));
    private final Map<String, Sinks.One<OrderEnd>> ends = new ConcurrentHashMap<>();
    private final Disposable listening;

    Shop(URI platform) {
        this.client = new ShopClient(platform, "bench");
        this.listening = client.ends().subscribe(end -> waiting(end.orderId()).tryEmitValue(end));
        Flux.fromIterable(articles)
                .flatMap(article -> client.create(article).then(client.receive(article)), 32)
                .blockLast();
    }

    /** Cart and checkout: two commands, answered when the order is placed. */
    Mono<String> place(long number) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        List<Invoice.Line> lines = random.ints(0, ARTICLES)
                .distinct()
                .limit(LINES)
                .mapToObj(articles::get)
                .map(article -> new Invoice.Line(article.sku(), article.name(), 1, article.price()))
                .toList();
        String name = UUID.randomUUID() + "-" + number;
        return client.place(new Invoice(name, null, "GB", Instant.now(), lines), prices);
    }

    /** From the cart to the platform's word that the order is confirmed. */
    Mono<OrderEnd> order(long number) {
        return place(number).flatMap(orderId -> waiting(orderId).asMono().doOnNext(end -> ends.remove(end.orderId())));
    }

    @Override
    public void close() {
        listening.dispose();
    }

    private Sinks.One<OrderEnd> waiting(String orderId) {
        return ends.computeIfAbsent(orderId, _ -> Sinks.one());
    }
}
