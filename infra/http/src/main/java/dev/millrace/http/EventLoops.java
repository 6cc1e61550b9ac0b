package dev.millrace.http;

import org.springframework.boot.context.event.ApplicationStartingEvent;
import org.springframework.context.ApplicationListener;

/**
 * Gives servers, clients and connections to PostgreSQL one event loop per processor each. Reactor Netty would give them four where there are fewer processors,
 * between which requests are passed on and on. The system property {@value #COUNT} says otherwise.
 */
final class EventLoops implements ApplicationListener<ApplicationStartingEvent> {

    static final String COUNT = "reactor.netty.ioWorkerCount";

    /** Takes hold if the JVM has used no Reactor Netty before. */
    @Override
    public void onApplicationEvent(ApplicationStartingEvent starting) {
        if (System.getProperty(COUNT) == null) {
            System.setProperty(
                    COUNT, Integer.toString(count(Runtime.getRuntime().availableProcessors())));
        }
    }

    /** Two at least, so that one that is busy doesn't hold up all connections. */
    static int count(int processors) {
        return Math.max(2, processors);
    }
}
