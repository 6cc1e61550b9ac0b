package dev.millrace.eventstore;

import java.util.List;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The pages of one reading, each asked for when the one before was read. */
final class Pages implements Supplier<Mono<List<StoredEvent>>> {

    private static final int PAGE = 500;

    private final Database database;
    private final Criteria criteria;
    private final long upTo;
    private long reached;
    private boolean last;

    private Pages(Database database, Criteria criteria, long after, long upTo) {
        this.database = database;
        this.criteria = criteria;
        this.reached = after;
        this.upTo = upTo;
    }

    static Flux<List<StoredEvent>> of(Database database, Criteria criteria, long after, long upTo) {
        return OnDemand.of(() -> new Pages(database, criteria, after, upTo));
    }

    @Override
    public Mono<List<StoredEvent>> get() {
        return last
                ? Mono.empty()
                : database.page(criteria, reached, upTo, PAGE).map(page -> {
                    reached = page.reached();
                    last = !page.full();
                    return page.events();
                });
    }
}
