package dev.millrace.order;

import dev.millrace.representation.RecordedEvent;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an order went through, folded from the events of its tag in the order of their positions. Immutable; knows no
 * clock, so that the same events always make the same journey.
 */
record OrderJourney(
        List<RecordedEvent> events, JourneySteps steps, JourneyDeadlines deadlines, OrderProgress progress) {

    static final OrderJourney START =
            new OrderJourney(List.of(), JourneySteps.NONE, JourneyDeadlines.NONE, OrderProgress.START);

    static OrderJourney of(List<RecordedEvent> events) {
        OrderJourney journey = START;
        for (RecordedEvent event : events) {
            journey = journey.after(event);
        }
        return new OrderJourney(List.copyOf(events), journey.steps, journey.deadlines, journey.progress);
    }

    /** Position of the last event; 0 if there was none. */
    long position() {
        return events.isEmpty() ? 0 : events.getLast().position();
    }

    /** The order as its own address shows it. There must have been an event. */
    OrderView view() {
        @Nullable OrderView view = null;
        for (RecordedEvent event : events) {
            view = OrderViewFold.evolve(view, event.event(), event.position(), event.time());
        }
        return Objects.requireNonNull(view, "an order after an event");
    }

    /** All steps so far, then those that must come next. */
    List<JourneyStep> stepsWithExpected() {
        return steps.withExpected(progress.awaited());
    }

    private OrderJourney after(RecordedEvent recorded) {
        return OrderStory.of(recorded.event())
                .map(news -> after(news, recorded))
                .orElse(this);
    }

    private OrderJourney after(OrderNews news, RecordedEvent by) {
        JourneySteps told = steps;
        for (StepNews step : news.steps()) {
            told = told.after(step, by, progress);
        }
        return new OrderJourney(events, told, deadlines.after(news, by), progress.after(news));
    }
}
