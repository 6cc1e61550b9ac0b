package dev.millrace.sandbox;

import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/** Keeps nothing: for tests and trials whose books end with the process. */
final class ForgetfulJournal implements Journal {

    @Override
    public void replay(Consumer<Entry> reader) {}

    @Override
    public Mono<Void> append(Entry entry) {
        return Mono.empty();
    }
}
