package dev.millrace.representation;

import dev.millrace.connections.Unavailable;
import dev.millrace.http.Problem;
import dev.millrace.http.ProblemException;
import dev.millrace.http.ProblemMapping;
import dev.millrace.http.ProblemMeanings;
import io.r2dbc.spi.R2dbcException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Why a read model can't answer, as problems. */
public final class ReadModelProblems implements ProblemMapping {

    /** What their codes mean, those of what is not found included. */
    static final ProblemMeanings MEANINGS = new ProblemMeanings(Map.of(
            "cart.not-found", "There is no such cart.",
            "order.not-found", "There is no such order.",
            "product.not-found", "There is no such product.",
            "stock.not-found", "There never was any stock of it.",
            "read-model-behind", "The read model has not come to `Min-Event-Position`, or to what has happened since.",
            "read-model-missing", "The read model is not built yet."));

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    /** Table, schema, column. */
    private static final Set<String> UNDEFINED = Set.of("42P01", "3F000", "42703");

    @Override
    public @Nullable Problem problemOf(Throwable error) {
        if (error instanceof TooFarBehindException) {
            return behind();
        }
        return isGone(error)
                ? missing()
                : Unavailable.causes(error).map(Problem::dependencyUnavailable).orElse(null);
    }

    /** Whether a read model could not answer, so that the log has to. */
    static boolean isAbsence(Throwable error) {
        return error instanceof ProblemException refusal
                ? refusal.problem().type().equals(missing().type())
                : isGone(error) || Unavailable.causes(error).isPresent();
    }

    /** The read models' tables were never made, not yet by this version of the projections, or somebody removed them. */
    private static boolean isGone(Throwable error) {
        return error instanceof R2dbcException refusal
                && refusal.getSqlState() != null
                && UNDEFINED.contains(refusal.getSqlState());
    }

    /** 404: nothing is known under that name. */
    public static Problem notFound(String what, String id) {
        String code = what.replace(' ', '-') + ".not-found";
        return Problem.of(HttpStatus.NOT_FOUND, code, "There is no " + what + " " + id + ".");
    }

    /** 503: the reader asked for more than the read model has come to see in time. */
    public static Problem behind() {
        return Problem.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "read-model-behind",
                        "The read model has not come to where it was asked for, by Min-Event-Position or by what has happened since.")
                .retryAfter(RETRY_AFTER);
    }

    /** 503: the projections have never run, or what they wrote was lost and is being rebuilt. */
    public static Problem missing() {
        return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "read-model-missing", "The read model is not built yet.")
                .retryAfter(RETRY_AFTER);
    }
}
