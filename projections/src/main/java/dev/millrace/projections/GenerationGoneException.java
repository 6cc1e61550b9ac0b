package dev.millrace.projections;

import dev.millrace.readmodels.Projection;

/** The generation written to is no longer there: the read model was lost, or another instance has moved on. */
final class GenerationGoneException extends RuntimeException {
    GenerationGoneException(Projection projection, long generation) {
        super("generation %d of %s is gone".formatted(generation, projection));
    }
}
