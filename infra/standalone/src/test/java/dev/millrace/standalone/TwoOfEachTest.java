package dev.millrace.standalone;

import static dev.millrace.local.LocalServer.ELASTICSEARCH;
import static dev.millrace.local.LocalServer.KAFKA;
import static dev.millrace.local.LocalServer.POSTGRESQL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.demo.Article;
import dev.millrace.demo.Invoice;
import dev.millrace.demo.OrderEnd;
import dev.millrace.demo.RetailFile;
import dev.millrace.demo.ShopClient;
import dev.millrace.local.LocalServers;
import dev.millrace.sandbox.PaymentSandboxApplication;
import dev.millrace.testing.RedisCluster;
import dev.millrace.testing.ServerProperties;
import dev.millrace.testing.TestServers;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

/** Every module as processes of its own, two of each, on the same servers, Redis being a cluster. */
class TwoOfEachTest {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final int ORDERS = 90;

    /** Short ones, so that few products are needed. */
    private final List<Invoice> invoices = RetailFile.shipped().stream()
            .filter(invoice -> invoice.lines().size() <= 8)
            .limit(ORDERS)
            .toList();

    private final Map<String, BigDecimal> prices =
            articles().stream().collect(Collectors.toMap(Article::sku, Article::price));
    private final Map<String, String> placed = new HashMap<>();

    @Test
    void one_of_each_is_killed_and_the_other_carries_on_with_its_work(@TempDir Path folder) throws Exception {
        try (LocalServers servers = TestServers.own(POSTGRESQL, KAFKA, ELASTICSEARCH);
                RedisCluster redis = RedisCluster.start(3);
                ConfigurableApplicationContext sandbox = PaymentSandboxApplication.application()
                        .run("--server.port=0", "--millrace.sandbox.webhooks.enabled=false")) {
            List<String> settings =
                    settings(servers, redis, sandbox.getEnvironment().getProperty("local.server.port", ""));
            try (OneOfEach first = OneOfEach.start(folder, settings)) {
                // The first have all work in hand before the others come.
                first.ready();
                try (OneOfEach other = OneOfEach.start(folder, settings)) {
                    other.ready();
                    both_serve(first, other);

                    place(30, 60, first.shop(), other.shop());
                    first.kill();

                    place(60, ORDERS, other.shop());
                    Map<String, OrderEnd> ends = ends(other, ORDERS);
                    fulfil(other.shop(), ends.values());
                    ReadSide.awaitAll(other.projections());
                    new Books(other.querySide(), invoices, placed).balance();
                }
            }
        }
    }

    private void both_serve(OneOfEach first, OneOfEach other) {
        ShopClient here = first.shop();
        ShopClient there = other.shop();
        Flux.fromIterable(articles())
                .flatMap(article -> here.create(article).then(there.receive(article)), 16)
                .blockLast(SOON);
        place(0, 30, here, there);

        assertThat(ends(first, 30)).isEqualTo(ends(other, 30));
        ReadSide.awaitAll(other.projections());
        ReadSide.awaitAll(first.projections());
        assertThat(new ReadApi(first.querySide()).all("/orders"))
                .hasSize(30)
                .isEqualTo(new ReadApi(other.querySide()).all("/orders"));
    }

    private void place(int from, int to, ShopClient... shops) {
        placed.putAll(Objects.requireNonNull(Flux.range(from, to - from)
                .flatMap(
                        i -> shops[i % shops.length]
                                .place(invoices.get(i), prices)
                                .map(orderId -> Map.entry(invoices.get(i).number(), orderId)),
                        30)
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .block(SOON)));
    }

    /** Waits, at a query side, until so many orders have been confirmed or rejected. */
    private Map<String, OrderEnd> ends(OneOfEach instance, int orders) {
        Map<String, OrderEnd> ends = new ConcurrentHashMap<>();
        try {
            new ShopClient(instance.querySide(), "reader")
                    .ends()
                    .take(orders)
                    .doOnNext(end -> ends.put(end.orderId(), end))
                    .blockLast(SOON);
        } catch (IllegalStateException late) {
            ReadApi api = new ReadApi(instance.querySide());
            throw new AssertionError(
                    placed.values().stream()
                            .filter(orderId -> !ends.containsKey(orderId))
                            .map(orderId -> api.get("/orders/" + orderId + "/journey"))
                            .map(JsonNode::toPrettyString)
                            .collect(Collectors.joining("\n", "without an end:\n", "")),
                    late);
        }
        return ends;
    }

    private static void fulfil(ShopClient shop, Collection<OrderEnd> ends) {
        Flux.fromIterable(ends)
                .filter(end -> end.rejection() == null)
                .flatMap(end -> shop.fulfil(end.orderId()), 16)
                .blockLast(SOON);
    }

    private Collection<Article> articles() {
        Map<String, Article> articles = new LinkedHashMap<>();
        invoices.stream()
                .flatMap(invoice -> invoice.lines().stream())
                .map(line -> new Article(line.sku(), "Thing " + line.sku(), line.unitPrice(), line.quantity()))
                .forEach(article -> articles.merge(
                        article.sku(),
                        article,
                        (one, more) -> new Article(one.sku(), one.name(), one.price(), one.stock() + more.stock())));
        return articles.values();
    }

    private static List<String> settings(LocalServers servers, RedisCluster redis, String sandboxPort) {
        return ServerProperties.none()
                .and(servers.postgres())
                .and(servers.kafka())
                .and(redis)
                .and(servers.elasticsearch())
                .and("server.port", 0)
                .and("millrace.payment.gateway.uri", "http://127.0.0.1:" + sandboxPort)
                .and("millrace.payments.sandbox.webhook-secret", "known-to-this-test-alone")
                .asArguments();
    }
}
