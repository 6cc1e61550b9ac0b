package dev.millrace.eventstore;

import java.util.List;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The pages of one reading, each asked for when the one before was read. */
final class Pages implements Supplier<Mono<List<StoredEvent>>> {

    private final Database database;
    private final Criteria criteria;
    private final long upTo;
    private final PageSize size;
    private long reached;
    private boolean last;

    private Pages(Database database, Criteria criteria, long after, long upTo, int bytes) {
        this.database = database;
        this.criteria = criteria;
        this.reached = after;
        this.upTo = upTo;
        this.size = new PageSize(bytes);
    }

    /** @param bytes of a page */
    static Flux<List<StoredEvent>> of(Database database, Criteria criteria, long after, long upTo, int bytes) {
        return OnDemand.of(() -> new Pages(database, criteria, after, upTo, bytes));
    }

    @Override
    public Mono<List<StoredEvent>> get() {
        return last
                ? Mono.empty()
                : database.page(criteria, reached, upTo, size).map(page -> {
                    reached = page.reached();
                    last = !page.full();
                    return page.events();
                });
    }
}
