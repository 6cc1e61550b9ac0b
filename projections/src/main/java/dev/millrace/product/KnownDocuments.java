package dev.millrace.product;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/**
 * Documents as this process last wrote or read them, which saves reading most of them again. What another process has
 * changed meanwhile is found out by the write, whose condition then fails.
 */
final class KnownDocuments {
    private static final int MOST = 20_000;

    private final Cache<Key, Version> documents =
            Caffeine.newBuilder().maximumSize(MOST).build();

    private record Key(long generation, String sku) {}

    /** @param sequence -1 if the document does not exist yet */
    record Version(ProductDocument document, long sequence, long term) {
        static Version absent(String sku) {
            return new Version(ProductDocument.blank(sku), -1, -1);
        }

        boolean exists() {
            return sequence >= 0;
        }
    }

    @Nullable
    Version get(long generation, String sku) {
        return documents.getIfPresent(new Key(generation, sku));
    }

    void put(long generation, Version version) {
        documents.put(new Key(generation, version.document().sku()), version);
    }

    void forget(long generation) {
        documents.asMap().keySet().removeIf(key -> key.generation() == generation);
    }

    void forget(long generation, String sku) {
        documents.invalidate(new Key(generation, sku));
    }
}
