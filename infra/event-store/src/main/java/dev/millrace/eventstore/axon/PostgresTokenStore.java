package dev.millrace.eventstore.axon;

import dev.millrace.eventstore.Statements;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.R2dbcDataIntegrityViolationException;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.processing.streaming.segmenting.Segment;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.TokenStore;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.UnableToClaimTokenException;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.UnableToInitializeTokenException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Tokens of streaming processors in {@code millrace_events.tokens}, without blocking. A claim is a row's owner, and holds until
 * it is given back or was not renewed for the time-out, by the server's clock. Every operation is one statement, outside of any
 * transaction of the handlers. Axon's processor stores a token when the handlers have returned and before their unit of work commits: a
 * token may lag behind what handlers did, and runs ahead only of what they left to the commit.
 *
 * <p>Axon 5.0.1's pooled streaming processor needs a unit of work that runs on virtual threads with any store that does not
 * block.
 */
public final class PostgresTokenStore implements TokenStore {

    /** A row that this node may take. */
    private static final String FREE =
            "(owner is null or owner = $1 or touched_at < clock_timestamp() - $2 * interval '1 millisecond')";

    private static final String TOKENS = "millrace_events.tokens";
    private static final String OF_SEGMENT = " where processor = $3 and segment = $4";

    private static final String INITIALIZE = "insert into " + TOKENS
            + " (processor, segment, mask, token, token_type, touched_at)"
            + " select $1, s.segment, s.mask, $4, $5, clock_timestamp()"
            + " from unnest($2::int[], $3::int[]) as s(segment, mask)";
    private static final String STORE = "update " + TOKENS
            + " set token = $5, token_type = $6, owner = $1, touched_at = clock_timestamp()" + OF_SEGMENT + " and "
            + FREE
            + " returning segment";
    private static final String FETCH = "update " + TOKENS + " set owner = $1, touched_at = clock_timestamp()"
            + OF_SEGMENT + " and ($5 < 0 or mask = $5) and " + FREE + " returning token, token_type";
    private static final String EXTEND = "update " + TOKENS + " set touched_at = clock_timestamp()"
            + " where processor = $1 and segment = $2 and owner = $3 returning segment";
    private static final String RELEASE = "update " + TOKENS + " set owner = null, touched_at = clock_timestamp()"
            + " where processor = $1 and segment = $2 and owner = $3 returning segment";
    // One that nobody owns, too: Axon's split gives a segment back before it deletes it.
    private static final String DELETE = "delete from " + TOKENS
            + " where processor = $1 and segment = $2 and (owner = $3 or owner is null) returning segment";
    private static final String SEGMENT =
            "select segment, mask from " + TOKENS + " where processor = $1 and segment = $2";
    private static final String SEGMENTS =
            "select segment, mask from " + TOKENS + " where processor = $1 order by segment";
    private static final String AVAILABLE =
            "select segment, mask from " + TOKENS + " where processor = $3 and " + FREE + " order by segment";
    private static final String IDENTIFIER = "select id from millrace_events.token_store";

    private static final int ANY_MASK = -1;

    private final Statements statements;
    private final String node;
    private final Duration claimTimeout;
    private final TokenJson json = new TokenJson();
    private final AtomicLong claimed = new AtomicLong();
    private final Map<ClaimKey, Claim> claims = new ConcurrentHashMap<>();

    /**
     * That this node holds a segment.
     *
     * @param number higher than that of any earlier claim of this store
     * @param token where the segment stood when it was claimed; null for the beginning
     */
    public record Claim(long number, @Nullable TrackingToken token) {}

    private record ClaimKey(String processor, int segment) {}

    /**
     * @param node name of this process, unlike that of any other on the same database
     * @param claimTimeout after which a claim that was not renewed may be taken over; well above the claim extension
     *     threshold of the processors
     */
    public PostgresTokenStore(ConnectionFactory connections, String node, Duration claimTimeout) {
        this.statements = new Statements(connections);
        this.node = node;
        this.claimTimeout = claimTimeout;
    }

    /** Owner of the claims made by this store. */
    public String node() {
        return node;
    }

    /** After which a claim that was not renewed may be taken over. */
    public Duration claimTimeout() {
        return claimTimeout;
    }

    /** The claim that this store made last and has not given back; somebody else may have taken it over since. */
    public @Nullable Claim claim(String processor, int segment) {
        return claims.get(new ClaimKey(processor, segment));
    }

    @Override
    public CompletableFuture<List<Segment>> initializeTokenSegments(
            String processor, int count, @Nullable TrackingToken token, @Nullable ProcessingContext context) {
        List<Segment> segments = Segment.splitBalanced(Segment.ROOT_SEGMENT, count - 1);
        return insert(processor, segments, token)
                .onErrorMap(
                        R2dbcDataIntegrityViolationException.class,
                        error -> new UnableToClaimTokenException(
                                "Some segments of processor " + processor + " are there already", error))
                .thenReturn(segments)
                .toFuture();
    }

    @Override
    public CompletableFuture<Void> initializeSegment(
            @Nullable TrackingToken token, String processor, Segment segment, @Nullable ProcessingContext context) {
        return insert(processor, List.of(segment), token)
                .onErrorMap(
                        R2dbcDataIntegrityViolationException.class,
                        error -> new UnableToInitializeTokenException(
                                "Segment " + segment + " of processor " + processor + " is there already", error))
                .toFuture();
    }

    private Mono<Void> insert(String processor, List<Segment> segments, @Nullable TrackingToken token) {
        return call(
                        INITIALIZE,
                        statement -> bindToken(
                                statement
                                        .bind(0, processor)
                                        .bind(
                                                1,
                                                segments.stream()
                                                        .map(Segment::getSegmentId)
                                                        .toArray(Integer[]::new))
                                        .bind(
                                                2,
                                                segments.stream()
                                                        .map(Segment::getMask)
                                                        .toArray(Integer[]::new)),
                                3,
                                token),
                        row -> row)
                .then();
    }

    @Override
    public CompletableFuture<Void> storeToken(
            @Nullable TrackingToken token, String processor, int segment, @Nullable ProcessingContext context) {
        return call(
                        STORE,
                        statement -> bindToken(bindClaim(statement, processor).bind(3, segment), 4, token),
                        row -> segment)
                .switchIfEmpty(notOurs(processor, segment))
                .then()
                .toFuture();
    }

    @Override
    public CompletableFuture<TrackingToken> fetchToken(
            String processor, int segment, @Nullable ProcessingContext context) {
        return fetch(processor, segment, ANY_MASK);
    }

    @Override
    public CompletableFuture<TrackingToken> fetchToken(
            String processor, Segment segment, @Nullable ProcessingContext context) {
        return fetch(processor, segment.getSegmentId(), segment.getMask());
    }

    private CompletableFuture<TrackingToken> fetch(String processor, int segment, int mask) {
        return call(
                        FETCH,
                        statement ->
                                bindClaim(statement, processor).bind(3, segment).bind(4, mask),
                        row -> Optional.ofNullable(json.read(row.get(0, byte[].class), row.get(1, String.class))))
                .switchIfEmpty(notOurs(processor, segment))
                .next()
                .doOnNext(token -> claims.put(
                        new ClaimKey(processor, segment), new Claim(claimed.incrementAndGet(), token.orElse(null))))
                .flatMap(Mono::justOrEmpty)
                .toFuture();
    }

    @Override
    public CompletableFuture<Void> extendClaim(String processor, int segment, @Nullable ProcessingContext context) {
        return owned(EXTEND, processor, segment)
                .switchIfEmpty(notOurs(processor, segment))
                .then()
                .toFuture();
    }

    @Override
    public CompletableFuture<Void> releaseClaim(String processor, int segment, @Nullable ProcessingContext context) {
        claims.remove(new ClaimKey(processor, segment));
        return owned(RELEASE, processor, segment).then().toFuture();
    }

    @Override
    public CompletableFuture<Void> deleteToken(String processor, int segment, @Nullable ProcessingContext context) {
        claims.remove(new ClaimKey(processor, segment));
        return owned(DELETE, processor, segment)
                .switchIfEmpty(notOurs(processor, segment))
                .then()
                .toFuture();
    }

    @Override
    public CompletableFuture<Segment> fetchSegment(String processor, int segment, @Nullable ProcessingContext context) {
        return call(SEGMENT, statement -> statement.bind(0, processor).bind(1, segment), PostgresTokenStore::segment)
                .singleOrEmpty()
                .toFuture();
    }

    @Override
    public CompletableFuture<List<Segment>> fetchSegments(String processor, @Nullable ProcessingContext context) {
        return call(SEGMENTS, statement -> statement.bind(0, processor), PostgresTokenStore::segment)
                .collectList()
                .toFuture();
    }

    @Override
    public CompletableFuture<List<Segment>> fetchAvailableSegments(
            String processor, @Nullable ProcessingContext context) {
        return call(AVAILABLE, statement -> bindClaim(statement, processor), PostgresTokenStore::segment)
                .collectList()
                .toFuture();
    }

    @Override
    public CompletableFuture<String> retrieveStorageIdentifier(@Nullable ProcessingContext context) {
        return call(
                        IDENTIFIER,
                        statement -> statement,
                        row -> Statements.required(row, 0, UUID.class).toString())
                .single()
                .toFuture();
    }

    private Flux<Integer> owned(String sql, String processor, int segment) {
        return call(
                sql, statement -> statement.bind(0, processor).bind(1, segment).bind(2, node), row -> segment);
    }

    private Statement bindClaim(Statement statement, String processor) {
        return statement.bind(0, node).bind(1, claimTimeout.toMillis()).bind(2, processor);
    }

    private Statement bindToken(Statement statement, int index, @Nullable TrackingToken token) {
        return token == null
                ? statement.bindNull(index, byte[].class).bindNull(index + 1, String.class)
                : statement
                        .bind(index, json.write(token))
                        .bind(index + 1, token.getClass().getName());
    }

    private <T> Mono<T> notOurs(String processor, int segment) {
        return Mono.error(() -> new UnableToClaimTokenException("Segment " + segment + " of processor " + processor
                + " belongs to another node, or does not exist (any more)"));
    }

    private <T> Flux<T> call(String sql, UnaryOperator<Statement> binding, Function<Readable, T> mapping) {
        return statements.query(connection -> binding.apply(connection.createStatement(sql)), mapping);
    }

    private static Segment segment(Readable row) {
        return new Segment(Statements.required(row, 0, Integer.class), Statements.required(row, 1, Integer.class));
    }
}
