package dev.millrace.sandbox;

import java.io.IOException;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/** Where the gateway's books survive. */
interface Journal {

    /** Hands over every line written before, in order. Called once, before the first {@link #append}; blocks. */
    void replay(Consumer<Entry> reader) throws IOException;

    /** Completes once the entry would survive a crash. Entries are kept in the order of the calls. Eager: needs no subscriber. */
    Mono<Void> append(Entry entry);
}
