package dev.millrace.sagas;

import dev.millrace.eventstore.Actor;
import dev.millrace.http.Authentication;
import dev.millrace.http.Cursor;
import dev.millrace.http.EventPosition;
import dev.millrace.http.Limit;
import dev.millrace.http.Page;
import dev.millrace.http.Problem;
import dev.millrace.http.ProblemMeanings;
import dev.millrace.http.Refusals;
import dev.millrace.http.RequestId;
import dev.millrace.processes.InstanceState;
import dev.millrace.processes.NoSuchProcessException;
import dev.millrace.processes.NotParkedException;
import dev.millrace.processes.ProcessInstance;
import dev.millrace.processes.Processes;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The processes, for those who run the platform. */
@RestController
@RequestMapping("/admin")
@Tag(name = "Processes")
class ProcessController {

    private static final String LIST = "processes";
    private static final String UNKNOWN = "process.not-found";
    private static final String NOT_PARKED = "process.not-parked";

    /** How many a bulk act is done to at the most. */
    private static final int AT_ONCE = 500;

    static final ProblemMeanings MEANINGS = new ProblemMeanings(Map.of(
            UNKNOWN,
            "There is no such process, or no such instance of it is kept.",
            NOT_PARKED,
            "Only what is parked is retried or skipped, and what was given up stays so."));

    private final Processes processes;

    ProcessController(Processes processes) {
        this.processes = processes;
    }

    @GetMapping("/processes")
    @Operation(
            operationId = "listProcesses",
            summary = "Instances of a process that are in a state",
            description =
                    "In the order in which they came to it. `parked` ones can't go on by themselves; what happens to them waits.")
    @Refusals(notFound = UNKNOWN)
    Mono<Page<ProcessView>> list(
            @Parameter(description = "The process", example = "fulfilment") @RequestParam String name,
            @RequestParam(defaultValue = "parked") InstanceState state,
            @Parameter(description = "Only those that are parked for this") @RequestParam(required = false) @Nullable
                    String cause,
            @RequestParam(defaultValue = Limit.DEFAULT) Limit limit,
            @RequestParam(required = false) @Nullable String cursor) {
        List<String> place = cursor == null ? List.of("0", "") : Cursor.decode(LIST, 2, cursor);
        return Flux.defer(() -> processes.list(
                        name, state, cause == null ? "" : cause, position(place), place.getLast(), limit.value() + 1))
                .collectList()
                .map(found -> page(found, limit.value()))
                .onErrorMap(NoSuchProcessException.class, ProcessController::unknown);
    }

    @GetMapping("/processes/{name}/{key}")
    @Operation(
            operationId = "getProcess",
            summary = "An instance of a process: what it went through, and what it waits for",
            description = "One that ended longer ago than `millrace.sagas.retention` isn't kept; its events are.")
    @Refusals(notFound = UNKNOWN)
    Mono<ProcessView> one(
            @Parameter(description = "The process", example = "fulfilment") @PathVariable String name,
            @Parameter(description = "Which instance: the id of the thing") @PathVariable String key) {
        return shown(name, key);
    }

    @PostMapping(path = "/processes/{name}/{key}/retry", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "retryProcess",
            summary = "Try again what failed, and then what waits behind it",
            description = "Is an event. What fails again is parked again.")
    @Refusals(notFound = UNKNOWN, conflict = NOT_PARKED)
    Mono<ResponseEntity<ProcessView>> retry(
            @PathVariable String name,
            @PathVariable String key,
            @Valid @RequestBody ProcessRequests.Reason body,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        return act(name, key, processes.retry(name, key, body.reason(), metadata(exchange)));
    }

    @PostMapping(path = "/processes/{name}/{key}/skip", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "skipProcess",
            summary = "Leave out what failed, and do what waits behind it",
            description = "Is an event.")
    @Refusals(notFound = UNKNOWN, conflict = NOT_PARKED)
    Mono<ResponseEntity<ProcessView>> skip(
            @PathVariable String name,
            @PathVariable String key,
            @Valid @RequestBody ProcessRequests.Reason body,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        return act(name, key, processes.skip(name, key, body.reason(), metadata(exchange)));
    }

    @PostMapping(path = "/processes/{name}/{key}/end", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "endProcess",
            summary = "Give an instance up, parked or not",
            description = "Is an event. Nothing more follows by itself from what happens to the thing.")
    @Refusals(notFound = UNKNOWN, conflict = NOT_PARKED)
    Mono<ResponseEntity<ProcessView>> end(
            @PathVariable String name,
            @PathVariable String key,
            @Valid @RequestBody ProcessRequests.Reason body,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        return act(name, key, processes.end(name, key, body.reason(), metadata(exchange)));
    }

    @PostMapping(path = "/process-acts", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "actOnProcesses",
            summary = "Retry, skip or end all instances that are parked for one cause",
            description = "500 at the most; `more` says whether there were others. Each act is an event.")
    @Refusals(notFound = UNKNOWN)
    Mono<ProcessRequests.Acted> all(
            @Valid @RequestBody ProcessRequests.Bulk body, @Parameter(hidden = true) ServerWebExchange exchange) {
        Map<String, String> metadata = metadata(exchange);
        AtomicInteger acted = new AtomicInteger();
        return Flux.defer(() -> processes.list(body.process(), InstanceState.PARKED, body.cause(), 0, "", AT_ONCE + 1))
                .collectList()
                .flatMap(parked -> Flux.fromIterable(parked)
                        .take(AT_ONCE)
                        .concatMap(instance -> act(body, instance.key(), metadata)
                                .doOnNext(position -> acted.incrementAndGet())
                                // Somebody else was at it meanwhile.
                                .onErrorResume(NotParkedException.class, gone -> Mono.empty()))
                        .then(Mono.fromSupplier(() -> new ProcessRequests.Acted(acted.get(), parked.size() > AT_ONCE))))
                .onErrorMap(NoSuchProcessException.class, ProcessController::unknown);
    }

    private Mono<Long> act(ProcessRequests.Bulk body, String key, Map<String, String> metadata) {
        return switch (body.act()) {
            case RETRY -> processes.retry(body.process(), key, body.reason(), metadata);
            case SKIP -> processes.skip(body.process(), key, body.reason(), metadata);
            case END -> processes.end(body.process(), key, body.reason(), metadata);
        };
    }

    private Mono<ResponseEntity<ProcessView>> act(String name, String key, Mono<Long> act) {
        return shown(name, key)
                .then(Mono.defer(() -> act))
                .flatMap(position -> shown(name, key)
                        .map(view -> ResponseEntity.ok()
                                .header(EventPosition.HEADER, Long.toString(position))
                                .body(view)))
                .onErrorMap(NotParkedException.class, ProcessController::notParked);
    }

    private Mono<ProcessView> shown(String name, String key) {
        return Mono.defer(() -> processes
                        .instance(name, key)
                        .flatMap(instance -> Mono.zip(
                                        processes.awaited(name, key).collectList(), processes.journey(name, key))
                                .map(found -> ProcessView.of(instance, found.getT1(), found.getT2()))))
                .onErrorMap(NoSuchProcessException.class, ProcessController::unknown)
                .switchIfEmpty(Mono.error(() -> notFound("There is no %s %s.".formatted(name, key))));
    }

    private static Page<ProcessView> page(List<ProcessInstance> found, int limit) {
        List<ProcessInstance> shown = found.stream().limit(limit).toList();
        return new Page<>(
                shown.stream().map(ProcessView::listed).toList(),
                found.size() > limit
                        ? Cursor.encode(
                                LIST,
                                Long.toString(shown.getLast().position()),
                                shown.getLast().key())
                        : null);
    }

    private static long position(List<String> place) {
        try {
            return EventPosition.of(place.getFirst()).value();
        } catch (IllegalArgumentException forged) {
            throw Cursor.refusal();
        }
    }

    private static Map<String, String> metadata(ServerWebExchange exchange) {
        return Map.of(
                "correlationId",
                RequestId.of(exchange),
                Actor.METADATA,
                Authentication.callerOf(exchange).actor());
    }

    private static Throwable unknown(Throwable none) {
        return notFound(String.valueOf(none.getMessage()) + ".");
    }

    private static Throwable notFound(String detail) {
        return Problem.of(HttpStatus.NOT_FOUND, UNKNOWN, detail).exception();
    }

    private static Throwable notParked(Throwable refused) {
        return Problem.of(HttpStatus.CONFLICT, NOT_PARKED, String.valueOf(refused.getMessage()))
                .exception();
    }
}
