package dev.millrace.eventstore;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Where folded states are kept, the latest by boundary and tag. Only to save time: what is lost is folded again.
 * Non-blocking, thread-safe.
 */
public final class Snapshots {

    private static final String LOAD = "select boundary, tag, shape, position, state from millrace_events.snapshots"
            + " where boundary = $1 and shape = $2 and tag = any ($3)";

    /** States are many bytes in one and their lengths beside it, since the driver knows no arrays of bytes. */
    private static final String SAVE = """
            insert into millrace_events.snapshots as kept (boundary, tag, shape, position, state)
            select boundary, tag, shape, position, substr($7, start, length)
              from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::int[], $6::int[])
                as taken (boundary, tag, shape, position, start, length)
             order by boundary, tag
            on conflict (boundary, tag) do update
               set shape = excluded.shape, position = excluded.position, state = excluded.state, taken_at = now()
             where excluded.position > kept.position or excluded.shape <> kept.shape""";

    private static final String FORGET = "delete from millrace_events.snapshots where tag = any ($1)";

    private final Statements statements;

    Snapshots(Statements statements) {
        this.statements = statements;
    }

    /** Those there are, of the given shape. */
    public Flux<Snapshot> load(String boundary, String shape, Collection<Tag> tags) {
        return statements.query(
                connection -> connection
                        .createStatement(LOAD)
                        .bind(0, boundary)
                        .bind(1, shape)
                        .bind(2, tags.stream().map(Tag::toString).toArray(String[]::new)),
                row -> new Snapshot(
                        Statements.required(row, 0, String.class),
                        Tag.parse(Statements.required(row, 1, String.class)),
                        Statements.required(row, 2, String.class),
                        Statements.required(row, 3, Long.class),
                        Statements.required(row, 4, byte[].class)));
    }

    /** Keeps them unless newer ones of the same shape are there. No two of one boundary and tag. */
    public Mono<Void> save(List<Snapshot> snapshots) {
        int count = snapshots.size();
        Integer[] starts = new Integer[count];
        Integer[] lengths = new Integer[count];
        int total =
                snapshots.stream().mapToInt(snapshot -> snapshot.state().length).sum();
        byte[] states = new byte[total];
        int offset = 0;
        for (int i = 0; i < count; i++) {
            byte[] state = snapshots.get(i).state();
            starts[i] = offset + 1;
            lengths[i] = state.length;
            System.arraycopy(state, 0, states, offset, state.length);
            offset += state.length;
        }
        return statements
                .update(connection -> connection
                        .createStatement(SAVE)
                        .bind(0, texts(snapshots, Snapshot::boundary))
                        .bind(1, texts(snapshots, snapshot -> snapshot.tag().toString()))
                        .bind(2, texts(snapshots, Snapshot::shape))
                        .bind(3, snapshots.stream().map(Snapshot::position).toArray(Long[]::new))
                        .bind(4, starts)
                        .bind(5, lengths)
                        .bind(6, java.nio.ByteBuffer.wrap(states)))
                .then();
    }

    /** Deletes what was folded from events with one of the tags, whatever the boundary. */
    public Mono<Void> forget(Collection<Tag> tags) {
        return statements
                .update(connection -> connection
                        .createStatement(FORGET)
                        .bind(0, tags.stream().map(Tag::toString).toArray(String[]::new)))
                .then();
    }

    private static String[] texts(List<Snapshot> snapshots, Function<Snapshot, String> text) {
        return snapshots.stream().map(text).toArray(String[]::new);
    }
}
