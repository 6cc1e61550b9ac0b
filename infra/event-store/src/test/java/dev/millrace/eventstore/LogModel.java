package dev.millrace.eventstore;

import dev.millrace.eventstore.AppendCondition.Check;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What a log must be, as plainly as it can be said: a list. Goes by what callers were told and what lies in the store, and knows
 * nothing of how either came about.
 */
final class LogModel {

    private final List<StoredEvent> log;
    private final List<String> violations = new ArrayList<>();

    private LogModel(List<StoredEvent> log) {
        this.log = log;
    }

    /** Everything that is wrong with the log and with what callers and followers of it were told. */
    static List<String> violations(
            List<StoredEvent> log,
            Collection<Attempt> attempts,
            Collection<? extends Collection<StoredEvent>> followed) {
        LogModel model = new LogModel(log);
        model.positions();
        model.nothingButAccepted(attempts);
        attempts.forEach(model::answer);
        for (Collection<StoredEvent> tail : followed) {
            List<UUID> seen = tail.stream().map(StoredEvent::id).toList();
            model.must(
                    seen.equals(log.stream().map(StoredEvent::id).toList()),
                    "a tail gave other events, or in another order");
        }
        return model.violations;
    }

    private void positions() {
        for (int i = 0; i < log.size(); i++) {
            must(
                    log.get(i).position() == i + 1,
                    "position %d holds number %d",
                    log.get(i).position(),
                    i + 1);
        }
    }

    private void nothingButAccepted(Collection<Attempt> attempts) {
        Set<UUID> accepted = new HashSet<>();
        attempts.stream()
                .filter(attempt -> attempt.position() > 0)
                .forEach(attempt -> attempt.events().forEach(event -> accepted.add(event.id())));
        Map<UUID, Long> found = new HashMap<>();
        for (StoredEvent event : log) {
            must(accepted.contains(event.id()), "%s is stored and was never acknowledged", event);
            Long before = found.put(event.id(), event.position());
            must(before == null, "%s is stored at %d, too", event, before);
        }
        must(found.size() == accepted.size(), "%d acknowledged, %d stored", accepted.size(), found.size());
    }

    private void answer(Attempt attempt) {
        if (attempt.surprise() != null) {
            must(false, "answered with %s", attempt.surprise());
        } else if (attempt.position() == 0) {
            must(
                    attempt.checks().stream().anyMatch(check -> contradicted(check, attempt.begunSoFar())),
                    "refused, though nothing contradicts %s",
                    attempt.checks());
        } else {
            accepted(attempt);
        }
    }

    private void accepted(Attempt attempt) {
        long before = attempt.position() - attempt.events().size();
        must(before >= attempt.ackedBefore(), "%d was known when %d was begun", attempt.ackedBefore(), before + 1);
        for (int i = 0; i < attempt.events().size(); i++) {
            NewEvent event = attempt.events().get(i);
            int index = (int) before + i;
            must(
                    index < log.size() && same(log.get(index), event),
                    "position %d does not hold what was acknowledged for it",
                    index + 1);
        }
        for (Check check : attempt.checks()) {
            must(!contradicted(check, before), "accepted at %d, though %s", before + 1, check);
        }
    }

    private static boolean same(StoredEvent stored, NewEvent event) {
        return stored.id().equals(event.id())
                && stored.type().equals(event.type())
                && stored.tags().equals(event.tags());
    }

    /** Whether an event beyond the check's position, and not beyond {@code upTo}, matches. */
    private boolean contradicted(Check check, long upTo) {
        for (StoredEvent event : log) {
            if (event.position() > check.after() && event.position() <= upTo) {
                boolean type = check.criterion().types().isEmpty();
                for (String wanted : check.criterion().types()) {
                    type |= wanted.equals(event.type());
                }
                boolean tags = true;
                for (Tag wanted : check.criterion().tags()) {
                    tags &= event.tags().contains(wanted);
                }
                if (type && tags) {
                    return true;
                }
            }
        }
        return false;
    }

    private void must(boolean holds, String otherwise, Object... values) {
        if (!holds) {
            violations.add(otherwise.formatted(values));
        }
    }
}
