package dev.millrace.eventstore.decision;

import dev.millrace.eventstore.decision.Rejection.Kind;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.commandhandling.annotation.CommandHandler;
import org.axonframework.messaging.commandhandling.configuration.CommandHandlingModule;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.annotation.Event;
import org.axonframework.messaging.eventstreaming.Tag;

/** A domain to decide in: shows have seats and are announced; a booking takes seats in several shows, all or none. */
final class Theatre {

    static final List<Class<?>> EVENTS = List.of(ShowOpened.class, ShowAnnounced.class, SeatsBooked.class);

    private Theatre() {}

    @Event(namespace = "theatre", name = "ShowOpened", version = "1")
    record ShowOpened(@EventTag(key = "show") String show, int seats) {}

    @Event(namespace = "theatre", name = "ShowAnnounced", version = "1")
    record ShowAnnounced(@EventTag(key = "show") String show) {}

    @Event(namespace = "theatre", name = "SeatsBooked", version = "1")
    record SeatsBooked(
            @EventTag(key = "booking") String booking,
            @EventTag(key = "show") Set<String> shows,
            int seats) {}

    @Command(namespace = "theatre", name = "OpenShow")
    record OpenShow(String show, int seats) {}

    @Command(namespace = "theatre", name = "Announce")
    record Announce(String show) {}

    @Command(namespace = "theatre", name = "Book")
    record Book(String booking, Set<String> shows, int seats) {}

    record SoldOut(String show) implements Rejection {
        @Override
        public String code() {
            return "theatre.sold-out";
        }

        @Override
        public String message() {
            return show + " is sold out";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }
    }

    record NotOpen(String show) implements Rejection {
        @Override
        public String code() {
            return "theatre.not-open";
        }

        @Override
        public String message() {
            return show + " is not open";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }
    }

    record FreeSeats(int seats) {}

    enum Stage {
        DARK,
        OPEN,
        ANNOUNCED
    }

    /** Another view of a show than {@link Shows}, of which neither knows. */
    static final class Stages implements Boundary<String, Stage> {
        static final Stages STAGES = new Stages();

        @Override
        public String name() {
            return "stages";
        }

        @Override
        public Tag tag(String show) {
            return Tag.of("show", show);
        }

        @Override
        public Set<Class<?>> eventTypes() {
            return Set.of(ShowOpened.class, ShowAnnounced.class);
        }

        @Override
        public Collection<String> keysOf(Object event) {
            return List.of(event instanceof ShowOpened opened ? opened.show() : ((ShowAnnounced) event).show());
        }

        @Override
        public Stage initial(String show) {
            return Stage.DARK;
        }

        @Override
        public Stage evolve(Stage stage, Object event) {
            return event instanceof ShowOpened ? Stage.OPEN : Stage.ANNOUNCED;
        }
    }

    static final class Shows implements Boundary<String, FreeSeats> {
        static final Shows SHOWS = new Shows();

        @Override
        public String name() {
            return "shows";
        }

        @Override
        public Tag tag(String show) {
            return Tag.of("show", show);
        }

        @Override
        public Set<Class<?>> eventTypes() {
            return Set.of(ShowOpened.class, SeatsBooked.class);
        }

        @Override
        public Collection<String> keysOf(Object event) {
            return switch (event) {
                case ShowOpened opened -> List.of(opened.show());
                case SeatsBooked booked -> booked.shows();
                default -> List.of();
            };
        }

        @Override
        public FreeSeats initial(String show) {
            return new FreeSeats(0);
        }

        @Override
        public FreeSeats evolve(FreeSeats free, Object event) {
            return switch (event) {
                case ShowOpened opened -> new FreeSeats(free.seats() + opened.seats());
                case SeatsBooked booked -> new FreeSeats(free.seats() - booked.seats());
                default -> free;
            };
        }
    }

    static final class Office {

        final AtomicInteger decided = new AtomicInteger();
        private final Decisions decisions;

        Office(Decisions decisions) {
            this.decisions = decisions;
        }

        @CommandHandler
        CompletableFuture<Decision> handle(OpenShow command, ProcessingContext context) {
            return decisions.decide(
                    context,
                    reads -> reads.read(Shows.SHOWS, command.show())
                            .map(free -> free.seats() > 0
                                    ? Decision.accept()
                                    : Decision.accept(new ShowOpened(command.show(), command.seats()))));
        }

        @CommandHandler
        CompletableFuture<Decision> handle(Announce command, ProcessingContext context) {
            return decisions.decide(
                    context,
                    reads -> reads.read(Stages.STAGES, command.show()).map(stage -> switch (stage) {
                        case DARK -> Decision.reject(new NotOpen(command.show()));
                        case OPEN -> Decision.accept(new ShowAnnounced(command.show()));
                        case ANNOUNCED -> Decision.settled();
                    }));
        }

        @CommandHandler
        CompletableFuture<Decision> handle(Book command, ProcessingContext context) {
            return decisions.decide(
                    context,
                    reads -> reads.readAll(Shows.SHOWS, command.shows()).map(shows -> decide(command, shows)));
        }

        private Decision decide(Book command, Map<String, FreeSeats> shows) {
            decided.incrementAndGet();
            for (String show : command.shows()) {
                if (shows.get(show).seats() < command.seats()) {
                    return Decision.reject(new SoldOut(show));
                }
            }
            return Decision.accept(new SeatsBooked(command.booking(), command.shows(), command.seats()));
        }
    }

    static CommandHandlingModule module() {
        return CommandHandlingModule.named("theatre")
                .commandHandlers()
                .annotatedCommandHandlingComponent(
                        configuration -> new Office(configuration.getComponent(Decisions.class)))
                .build();
    }
}
