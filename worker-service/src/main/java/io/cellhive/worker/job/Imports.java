package io.cellhive.worker.job;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the import statements of a program. A guess that only decides which sandbox is the quicker one: both can run it. */
final class Imports {
    private static final Pattern STATEMENT = Pattern
            .compile("(?m)^[ \\t]*(?:from[ \\t]+([\\w.]+)|import[ \\t]+([^#;\\n]+))");

    private Imports() {}

    /** Whether the code imports something of these modules' top-level packages. */
    static boolean any(String code, List<String> modules) {
        if (modules.isEmpty()) {
            return false;
        }
        var packages = modules.stream().map(Imports::topLevel).collect(Collectors.toSet());
        return STATEMENT.matcher(code).results().flatMap(Imports::named).map(Imports::topLevel)
                .anyMatch(packages::contains);
    }

    private static Stream<String> named(MatchResult statement) {
        return statement.group(1) != null ? Stream.of(statement.group(1)) : Stream.of(statement.group(2).split(","));
    }

    private static String topLevel(String module) {
        return module.strip().split("[.\\s]", 2)[0];
    }
}
