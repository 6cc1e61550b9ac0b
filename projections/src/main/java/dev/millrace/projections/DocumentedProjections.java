package dev.millrace.projections;

import dev.millrace.readmodels.Projection;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.StringSchema;
import java.util.Set;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

/** Says in the document which projections there are. */
final class DocumentedProjections implements GlobalOpenApiCustomizer {

    static final String REFERENCE = "#/components/schemas/Projection";

    private final Set<Projection> projections;

    DocumentedProjections(Set<Projection> projections) {
        this.projections = Set.copyOf(projections);
    }

    @Override
    public void customise(OpenAPI document) {
        var names = new StringSchema();
        projections.stream().map(Projection::text).sorted().forEach(names::addEnumItem);
        document.getComponents().addSchemas("Projection", names.description("The projections there are"));
    }
}
