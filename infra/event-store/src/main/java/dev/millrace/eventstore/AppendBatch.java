package dev.millrace.eventstore;

import dev.millrace.eventstore.AppendCondition.Check;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Appends that share one call and one commit. */
final class AppendBatch {

    private final Integer[] appends;
    private final UUID[] ids;
    private final String[] types;
    private final String[] versions;
    private final Long[] micros;
    private final Integer[] starts;
    private final Integer[] payloadLengths;
    private final Integer[] metadataLengths;
    private final String[] tags;
    private final byte[] data;
    private final CheckColumns checks = new CheckColumns();

    AppendBatch(List<PendingAppend> pending) {
        int events = 0;
        int bytes = 0;
        for (PendingAppend append : pending) {
            events += append.events().size();
            bytes += append.bytes();
        }
        appends = new Integer[events];
        ids = new UUID[events];
        types = new String[events];
        versions = new String[events];
        micros = new Long[events];
        starts = new Integer[events];
        payloadLengths = new Integer[events];
        metadataLengths = new Integer[events];
        tags = new String[events];
        data = new byte[bytes];
        int row = 0;
        int offset = 0;
        for (int i = 0; i < pending.size(); i++) {
            PendingAppend append = pending.get(i);
            for (int j = 0; j < append.events().size(); j++) {
                NewEvent event = append.events().get(j);
                byte[] metadata = append.metadata(j);
                appends[row] = i + 1;
                ids[row] = event.id();
                types[row] = event.type();
                versions[row] = event.version();
                micros[row] = micros(event.timestamp());
                starts[row] = offset + 1;
                payloadLengths[row] = event.payload().length;
                metadataLengths[row] = metadata.length;
                tags[row] = append.tags(j);
                System.arraycopy(event.payload(), 0, data, offset, event.payload().length);
                offset += event.payload().length;
                System.arraycopy(metadata, 0, data, offset, metadata.length);
                offset += metadata.length;
                row++;
            }
            for (Check check : append.checks()) {
                checks.add(i + 1, check);
            }
        }
    }

    private static long micros(Instant at) {
        return at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
    }

    Statement bind(Statement statement) {
        return statement
                .bind(0, appends)
                .bind(1, ids)
                .bind(2, types)
                .bind(3, versions)
                .bind(4, micros)
                .bind(5, starts)
                .bind(6, payloadLengths)
                .bind(7, metadataLengths)
                .bind(8, ByteBuffer.wrap(data))
                .bind(9, tags)
                .bind(10, checks.appends())
                .bind(11, checks.positions())
                .bind(12, checks.tags())
                .bind(13, checks.types())
                .bind(14, checks.typeSets());
    }

    /**
     * @param base the head before the batch
     * @param rejected numbers, from 1, of the appends whose condition does not hold
     */
    record Answer(long base, List<Integer> rejected) {

        static Answer from(Readable row) {
            return new Answer(
                    Objects.requireNonNull(row.get(0, Long.class)),
                    List.of(Objects.requireNonNull(row.get(1, Integer[].class))));
        }
    }
}
