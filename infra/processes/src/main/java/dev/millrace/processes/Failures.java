package dev.millrace.processes;

import dev.millrace.eventstore.processing.ParkingSettings;
import dev.millrace.processes.ProcessAct.Parked;
import java.util.concurrent.CompletionException;
import reactor.core.Exceptions;
import reactor.pool.PoolShutdownException;

/** What a failure says about the instance that it befell. */
final class Failures {

    private static final int LONGEST_DETAIL = 500;

    private Failures() {}

    /** Whether it may well succeed later, for reasons that have nothing to do with the instance. */
    static boolean pass(Throwable failure) {
        Throwable thrown = thrown(failure);
        return thrown instanceof PoolShutdownException
                || thrown instanceof ChangedMeanwhileException
                || ParkingSettings.DEFAULT.passing().test(thrown);
    }

    /** Whether it is of a kind that nobody knows: worth another try, lest a hiccup parks what would go on. */
    static boolean isStrange(Throwable failure) {
        return !pass(failure) && !(thrown(failure) instanceof UnexpectedRejectionException);
    }

    static String code(Throwable failure) {
        return thrown(failure) instanceof UnexpectedRejectionException unexpected ? unexpected.code() : Parked.FAILURE;
    }

    static String detail(Throwable failure) {
        Throwable thrown = thrown(failure);
        String detail = thrown instanceof UnexpectedRejectionException
                ? String.valueOf(thrown.getMessage())
                : thrown.toString();
        String storable = detail.replace('\0', ' ');
        return storable.length() <= LONGEST_DETAIL ? storable : storable.substring(0, LONGEST_DETAIL - 1) + "…";
    }

    private static Throwable thrown(Throwable failure) {
        Throwable thrown = Exceptions.unwrap(failure);
        while (thrown instanceof CompletionException && thrown.getCause() != null) {
            thrown = thrown.getCause();
        }
        return thrown;
    }
}
