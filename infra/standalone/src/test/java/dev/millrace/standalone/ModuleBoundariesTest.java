package dev.millrace.standalone;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Holds the code to the table of modules in {@code docs/design.md}. */
class ModuleBoundariesTest {

    private static final ModuleTable MODULES = ModuleTable.read(Path.of("../../docs/design.md"));
    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.millrace");

    private static final DescribedPredicate<JavaClass> DOMAIN = describe(
            "domain code",
            type -> Set.of("events-schema", "command-side/domain").contains(MODULES.moduleOf(type)));

    @Test
    void a_module_uses_only_those_that_the_table_allows() {
        classes()
                .should(new ArchCondition<JavaClass>("use only what docs/design.md allows") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        String module = MODULES.moduleOf(type);
                        Set<String> allowed = MODULES.reach(module);
                        type.getDirectDependenciesFromSelf().stream()
                                .filter(dependency -> ours(dependency.getTargetClass()))
                                .filter(dependency -> !allowed.contains(MODULES.moduleOf(
                                        dependency.getTargetClass().getBaseComponentType())))
                                .forEach(dependency -> events.add(SimpleConditionEvent.violated(
                                        type,
                                        "%s uses %s: %s"
                                                .formatted(
                                                        module,
                                                        MODULES.moduleOf(dependency
                                                                .getTargetClass()
                                                                .getBaseComponentType()),
                                                        dependency.getDescription()))));
                    }
                })
                .check(CODE);
    }

    @Test
    void a_package_private_type_or_member_is_its_module_s_own() {
        classes()
                .should(new ArchCondition<JavaClass>("leave other modules' package-private parts alone") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        String module = MODULES.moduleOf(type);
                        type.getDirectDependenciesFromSelf().stream()
                                .filter(dependency -> ours(dependency.getTargetClass()))
                                .filter(dependency -> {
                                    JavaClass target =
                                            dependency.getTargetClass().getBaseComponentType();
                                    return hidden(target.getModifiers())
                                            && !MODULES.moduleOf(target).equals(module);
                                })
                                .forEach(dependency ->
                                        events.add(SimpleConditionEvent.violated(type, dependency.getDescription())));
                        type.getAccessesFromSelf().stream()
                                .filter(access -> ours(access.getTargetOwner()))
                                .filter(access -> !MODULES.moduleOf(
                                                access.getTargetOwner().getBaseComponentType())
                                        .equals(module))
                                .filter(ModuleBoundariesTest::hiddenMember)
                                .forEach(access ->
                                        events.add(SimpleConditionEvent.violated(type, access.getDescription())));
                    }
                })
                .check(CODE);
    }

    @Test
    void the_domain_knows_no_framework_of_delivery_and_no_database() {
        noClasses()
                .that(DOMAIN)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..",
                        "java.sql..",
                        "javax.sql..",
                        "io.r2dbc..",
                        "java.net.http..",
                        "io.netty..",
                        "reactor.netty..",
                        "org.apache.kafka..",
                        "io.lettuce..",
                        "co.elastic..")
                .check(CODE);
    }

    @Test
    void the_domain_knows_no_clock_and_draws_no_ids() {
        noClasses()
                .that(DOMAIN)
                // The ids' own factories, for those outside of the domain.
                .and()
                .resideOutsideOfPackage("dev.millrace.id")
                .should()
                .callMethodWhere(describe(
                        "it tells the time or draws an id",
                        call -> clock(call) || call.getTargetOwner().isAssignableTo(Clock.class) || draw(call)))
                .check(CODE);
    }

    private static boolean clock(JavaAccess<?> call) {
        String owner = call.getTargetOwner().getName();
        return (owner.startsWith("java.time.") && call.getName().equals("now"))
                || (owner.equals("java.lang.System")
                        && Set.of("currentTimeMillis", "nanoTime").contains(call.getName()));
    }

    private static boolean draw(JavaAccess<?> call) {
        JavaClass owner = call.getTargetOwner();
        return (owner.isEquivalentTo(UUID.class) && call.getName().equals("randomUUID"))
                || owner.getPackageName().startsWith("com.github.f4b6a3")
                || owner.isAssignableTo(java.util.random.RandomGenerator.class)
                || (owner.getPackageName().equals("dev.millrace.id")
                        && call.getName().equals("next"));
    }

    private static boolean ours(JavaClass type) {
        JavaClass component = type.getBaseComponentType();
        return component.getPackageName().startsWith("dev.millrace")
                && component.getSource().isPresent();
    }

    private static boolean hiddenMember(JavaAccess<?> access) {
        return access.getTarget()
                .resolveMember()
                .map(JavaMember.class::cast)
                .map(member -> hidden(member.getModifiers()))
                .orElse(false);
    }

    private static boolean hidden(Set<JavaModifier> modifiers) {
        return !modifiers.contains(JavaModifier.PUBLIC) && !modifiers.contains(JavaModifier.PROTECTED);
    }
}
