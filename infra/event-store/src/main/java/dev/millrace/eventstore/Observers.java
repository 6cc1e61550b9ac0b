package dev.millrace.eventstore;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;

/** All observers of a log; one that fails disturbs nobody. */
final class Observers implements EventLogObserver {

    private static final Logger log = LoggerFactory.getLogger(Observers.class);

    private final List<EventLogObserver> all = new CopyOnWriteArrayList<>();

    Disposable add(EventLogObserver observer) {
        all.add(observer);
        return () -> all.remove(observer);
    }

    @Override
    public void ended(Ending ending, Duration took) {
        tell(observer -> observer.ended(ending, took));
    }

    @Override
    public void answered(int appends, int events, Duration took) {
        tell(observer -> observer.answered(appends, events, took));
    }

    @Override
    public void lost(int appends) {
        tell(observer -> observer.lost(appends));
    }

    static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }

    private void tell(Consumer<EventLogObserver> news) {
        for (EventLogObserver observer : all) {
            try {
                news.accept(observer);
            } catch (RuntimeException e) {
                log.warn("An observer of the event log failed", e);
            }
        }
    }
}
