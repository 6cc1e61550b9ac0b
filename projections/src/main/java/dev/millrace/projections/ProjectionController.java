package dev.millrace.projections;

import dev.millrace.http.Api;
import dev.millrace.http.Cursor;
import dev.millrace.http.Limit;
import dev.millrace.http.Page;
import dev.millrace.http.Problem;
import dev.millrace.http.ProblemMeanings;
import dev.millrace.http.Refusals;
import dev.millrace.readmodels.Projection;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The projections, for those who run the platform. */
@RestController
@RequestMapping("/admin/projections")
@Tag(name = "Projections")
class ProjectionController {
    private static final String PARKED = "parked";
    private static final String UNKNOWN = "projection.not-found";
    private static final String NOT_PARKED = "parked-event.not-found";

    static final ProblemMeanings MEANINGS = new ProblemMeanings(Map.of(
            UNKNOWN,
            "There is no such projection, or it has not started yet.",
            NOT_PARKED,
            "No event is parked there.",
            "rebuild-under-way",
            "It is being rebuilt already."));

    private final Set<Projection> projections;
    private final GenerationTable generations;
    private final ParkedTable parked;
    private final ProjectionReports reports;

    ProjectionController(
            Set<Projection> projections, GenerationTable generations, ParkedTable parked, ProjectionReports reports) {
        this.projections = projections;
        this.generations = generations;
        this.parked = parked;
        this.reports = reports;
    }

    @GetMapping
    @Operation(
            summary = "How far the projections are",
            operationId = "listProjections",
            description = "All of them. `lagEvents` and `lagSeconds` say how far each is behind the log.")
    Mono<Page<ProjectionReport>> all() {
        return reports.all().collectList().map(all -> new Page<>(all, null));
    }

    @GetMapping("/{name}")
    @Operation(
            summary = "How far a projection is",
            operationId = "getProjection",
            description =
                    "`lagEvents` and `lagSeconds` say how far it is behind the log; `rebuild`, while there is one, how far that is.")
    @Refusals(notFound = UNKNOWN)
    Mono<ProjectionReport> one(@NamesProjection @PathVariable String name) {
        return named(name).flatMap(reports::of).switchIfEmpty(unknown(name));
    }

    @PostMapping("/{name}/rebuild")
    @Operation(
            summary = "Rebuild a projection from the store",
            operationId = "rebuildProjection",
            description = "The present one answers until the new one has caught up.")
    @ApiResponse(
            responseCode = "202",
            description = "It is being rebuilt",
            headers =
                    @Header(
                            name = "Location",
                            description = "Where to see how far it is",
                            schema = @Schema(type = "string", format = "uri-reference")))
    @Refusals(notFound = UNKNOWN, conflict = "rebuild-under-way")
    Mono<ResponseEntity<ProjectionReport>> rebuild(@NamesProjection @PathVariable String name) {
        return named(name)
                .flatMap(projection -> generations
                        .build(projection)
                        .flatMap(started -> started
                                ? reports.of(projection)
                                : reports.of(projection).flatMap(known -> Mono.error(underWay(known)))))
                .map(report -> ResponseEntity.accepted()
                        .location(URI.create(Api.PREFIX + "/admin/projections/" + name))
                        .body(report))
                .switchIfEmpty(unknown(name));
    }

    private static Throwable underWay(ProjectionReport known) {
        return Problem.of(
                        HttpStatus.CONFLICT,
                        "rebuild-under-way",
                        "%s is being rebuilt already.".formatted(known.name()))
                .exception();
    }

    @GetMapping("/{name}/parked")
    @Operation(
            summary = "Events that a projection could not apply, and those waiting behind them",
            operationId = "listParkedEvents",
            description =
                    "In the order of the log. One with a `cause` could not be applied; one without waits for an earlier one of its key.")
    @Refusals(notFound = UNKNOWN)
    Mono<Page<ParkedReport>> parked(
            @NamesProjection @PathVariable String name,
            @RequestParam(defaultValue = Limit.DEFAULT) Limit limit,
            @RequestParam @Nullable String cursor) {
        long after =
                cursor == null ? 0 : position(Cursor.decode(PARKED, 1, cursor).getFirst());
        return named(name)
                .flatMap(projection -> reports.of(projection)
                        .flatMap(report -> parked.list(projection, report.generation(), after, limit.value() + 1)
                                .collectList()))
                .map(found -> page(found, limit.value()))
                .switchIfEmpty(unknown(name));
    }

    private static long position(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException forged) {
            throw Cursor.refusal();
        }
    }

    private static Page<ParkedReport> page(List<ParkedEvent> found, int limit) {
        var items = found.stream().limit(limit).map(ParkedReport::of).toList();
        return new Page<>(
                items,
                found.size() > limit
                        ? Cursor.encode(PARKED, Long.toString(items.getLast().position()))
                        : null);
    }

    @PostMapping("/{name}/parked/{position}/retry")
    @Operation(
            summary = "Try a parked event again, and then those waiting behind it",
            operationId = "retryParkedEvent",
            description =
                    "The instance that has the event's partition does it. If it fails again, it stays parked with the new cause.")
    @ApiResponse(responseCode = "202", description = "It will be tried within a second", content = @Content)
    @Refusals(notFound = {UNKNOWN, NOT_PARKED})
    Mono<ResponseEntity<Void>> retry(@NamesProjection @PathVariable String name, @PathVariable long position) {
        return request(name, position, ParkedEvent.RETRY);
    }

    @DeleteMapping("/{name}/parked/{position}")
    @Operation(
            summary = "Give a parked event up; those waiting behind it are then applied without it",
            operationId = "discardParkedEvent",
            description = "The instance that has the event's partition does it. The log keeps the event.")
    @ApiResponse(responseCode = "202", description = "It will be given up within a second", content = @Content)
    @Refusals(notFound = {UNKNOWN, NOT_PARKED})
    Mono<ResponseEntity<Void>> discard(@NamesProjection @PathVariable String name, @PathVariable long position) {
        return request(name, position, ParkedEvent.DISCARD);
    }

    /** Done by the instance that has the event's partition, within a second. */
    private Mono<ResponseEntity<Void>> request(String name, long position, String request) {
        return named(name)
                .switchIfEmpty(unknown(name))
                .flatMap(projection -> parked.request(projection, position, request))
                .flatMap(there -> there
                        ? Mono.just(ResponseEntity.accepted().<Void>build())
                        : Mono.error(Problem.of(
                                        HttpStatus.NOT_FOUND,
                                        NOT_PARKED,
                                        "No event is parked at position %d in %s.".formatted(position, name))
                                .exception()));
    }

    private Mono<Projection> named(String name) {
        return Flux.fromIterable(projections)
                .filter(it -> it.text().equals(name))
                .next();
    }

    private static <T> Mono<T> unknown(String name) {
        return Mono.error(() -> Problem.of(
                        HttpStatus.NOT_FOUND,
                        UNKNOWN,
                        "There is no projection %s, or it has not started yet.".formatted(name))
                .exception());
    }
}
