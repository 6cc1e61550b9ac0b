package dev.millrace.schema;

import org.junit.jupiter.api.Test;

/**
 * Writes the schemas and the AsyncAPI document anew. Not part of the build's tests: it runs when it is named
 * ({@code -Dtest=RegenerateContract}). A change that breaks readers is written with {@code -Dmillrace.contract.break=true}
 * only, which is for versions that nothing was ever stored or published under.
 */
class RegenerateContract {

    @Test
    void write_schemas_and_asyncapi() {
        Contract.SCHEMAS.write(Contract.events(), Boolean.getBoolean("millrace.contract.break"));
        CommittedSchemas.write(Contract.ASYNCAPI, new AsyncApiDocument().yaml());
    }
}
