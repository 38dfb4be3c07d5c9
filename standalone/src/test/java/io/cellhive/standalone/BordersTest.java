package io.cellhive.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.amqp.core.Queue;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The borders between the rooms. Each rule is shown to fail on a class that breaks it. */
class BordersTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.cellhive");

    static Stream<Arguments> rules() {
        return Stream.of(
                rule(only("..worker.sandbox.docker..", "com.github.dockerjava..")
                        .because("only one package knows which technology runs sandboxes"), Docker.class),
                rule(only("..backend.embedded..", "org.h2..")
                        .because("only the embedded backend knows its file format"),
                        Disk.class),
                rule(only("..backend.rabbit..", "org.springframework.amqp..").because("a broker stays behind its port"),
                        Broker.class),
                rule(only("..backend.redis..", "org.springframework.data.redis..")
                        .because("Redis stays behind the ports"),
                        Redis.class),
                rule(noClasses().that().resideInAPackage("io.cellhive.model..").or().resideInAPackage("..standalone..")
                        .should().dependOnClassesThat()
                        .resideInAnyPackage("io.cellhive.port..", "io.cellhive.backend..")
                        .because("the model is spoken by all and speaks of nobody"), Upwards.class));
    }

    private static ArchRule only(String room, String technology) {
        return noClasses().that().resideOutsideOfPackage(room).should().dependOnClassesThat()
                .resideInAPackage(technology);
    }

    private static Arguments rule(ArchRule rule, Class<?> offender) {
        return Arguments.of(Named.of(rule.getDescription(), rule), offender);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holdsForUsAndFailsForAnOffender(ArchRule rule, Class<?> offender) {
        rule.check(OURS);
        assertThat(rule.evaluate(new ClassFileImporter().importClasses(offender)).hasViolation()).isTrue();
    }

    private record Docker(DockerClient client) {}

    private record Disk(MVStore store) {}

    private record Broker(Queue queue) {}

    private record Redis(StringRedisTemplate template) {}

    private record Upwards(io.cellhive.port.JobStore store) {}
}
