package dev.millrace.processes;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.processing.streaming.segmenting.Segment;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.TokenStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Stores tokens now and then instead of after each batch: the first at once, and while others follow, the latest of them once in a
 * while and before a claim is given back. A process that dies leaves tokens that lag by as much, and events that are
 * handled again: good for handlers whose work is done once however often they are called, as those of processes are. A claim lost to another
 * process comes out at the next write or when the claim is extended. For one processor; thread-safe, non-blocking.
 */
final class SparingTokens implements TokenStore {

    private static final Logger log = LoggerFactory.getLogger(SparingTokens.class);

    private final TokenStore tokens;
    private final Duration pace;
    private final Map<Integer, Progress> progress = new ConcurrentHashMap<>();

    /** @param pace from one write of a segment to the next, at least; well below the time-out of claims, which each write renews */
    SparingTokens(TokenStore tokens, Duration pace) {
        this.tokens = tokens;
        this.pace = pace;
    }

    /** Of a segment, since it was claimed. */
    private final class Progress {

        private final String processor;
        private final int segment;
        private long begun = System.nanoTime() - pace.toNanos();
        private boolean planned;
        private boolean unwritten;
        private @Nullable TrackingToken latest;
        private CompletableFuture<Void> write = CompletableFuture.completedFuture(null);

        Progress(String processor, int segment) {
            this.processor = processor;
            this.segment = segment;
        }

        synchronized CompletableFuture<Void> reached(@Nullable TrackingToken token) {
            latest = token;
            unwritten = true;
            Duration early = pace.minusNanos(System.nanoTime() - begun);
            if (!early.isPositive()) {
                return write();
            }
            if (!planned) {
                planned = true;
                Mono.delay(early).then(Mono.fromFuture(this::asPlanned)).subscribe(done -> {}, this::failed);
            }
            return CompletableFuture.completedFuture(null);
        }

        private synchronized CompletableFuture<Void> asPlanned() {
            planned = false;
            return write();
        }

        /** One write after the other, so that the latest stays. */
        synchronized CompletableFuture<Void> write() {
            if (unwritten) {
                unwritten = false;
                begun = System.nanoTime();
                TrackingToken token = latest;
                write = write.exceptionally(earlier -> null)
                        .thenCompose(done -> tokens.storeToken(token, processor, segment, null));
            }
            return write;
        }

        synchronized void drop() {
            unwritten = false;
        }

        /** The next batch writes its token at once, and meets whatever is the matter. */
        private synchronized void failed(Throwable trouble) {
            log.debug("The token of segment {} was not stored: {}", segment, trouble.toString());
            begun = System.nanoTime() - pace.toNanos();
        }
    }

    @Override
    public CompletableFuture<Void> storeToken(
            @Nullable TrackingToken token, String processor, int segment, @Nullable ProcessingContext context) {
        return progress.computeIfAbsent(segment, number -> new Progress(processor, number))
                .reached(token);
    }

    private void forget(int segment) {
        Progress last = progress.remove(segment);
        if (last != null) {
            last.drop();
        }
    }

    @Override
    public CompletableFuture<Void> releaseClaim(String processor, int segment, @Nullable ProcessingContext context) {
        Progress last = progress.remove(segment);
        CompletableFuture<Void> written = last == null ? CompletableFuture.completedFuture(null) : last.write();
        return written.exceptionally(lost -> null)
                .thenCompose(done -> tokens.releaseClaim(processor, segment, context));
    }

    @Override
    public CompletableFuture<TrackingToken> fetchToken(
            String processor, int segment, @Nullable ProcessingContext context) {
        forget(segment);
        return tokens.fetchToken(processor, segment, context);
    }

    @Override
    public CompletableFuture<TrackingToken> fetchToken(
            String processor, Segment segment, @Nullable ProcessingContext context) {
        forget(segment.getSegmentId());
        return tokens.fetchToken(processor, segment, context);
    }

    @Override
    public CompletableFuture<Void> deleteToken(String processor, int segment, @Nullable ProcessingContext context) {
        forget(segment);
        return tokens.deleteToken(processor, segment, context);
    }

    @Override
    public CompletableFuture<Void> extendClaim(String processor, int segment, @Nullable ProcessingContext context) {
        return tokens.extendClaim(processor, segment, context);
    }

    @Override
    public CompletableFuture<List<Segment>> initializeTokenSegments(
            String processor, int count, @Nullable TrackingToken token, @Nullable ProcessingContext context) {
        return tokens.initializeTokenSegments(processor, count, token, context);
    }

    @Override
    public CompletableFuture<Void> initializeSegment(
            @Nullable TrackingToken token, String processor, Segment segment, @Nullable ProcessingContext context) {
        return tokens.initializeSegment(token, processor, segment, context);
    }

    @Override
    public CompletableFuture<Segment> fetchSegment(String processor, int segment, @Nullable ProcessingContext context) {
        return tokens.fetchSegment(processor, segment, context);
    }

    @Override
    public CompletableFuture<List<Segment>> fetchSegments(String processor, @Nullable ProcessingContext context) {
        return tokens.fetchSegments(processor, context);
    }

    @Override
    public CompletableFuture<List<Segment>> fetchAvailableSegments(
            String processor, @Nullable ProcessingContext context) {
        return tokens.fetchAvailableSegments(processor, context);
    }

    @Override
    public CompletableFuture<String> retrieveStorageIdentifier(@Nullable ProcessingContext context) {
        return tokens.retrieveStorageIdentifier(context);
    }
}
