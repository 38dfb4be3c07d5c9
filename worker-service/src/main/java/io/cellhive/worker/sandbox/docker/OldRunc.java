package io.cellhive.worker.sandbox.docker;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Which versions of runc lack the fixes of known escapes; {@code ./cellhive doctor} says the same. A distribution's own
 * number does not tell what it carried back, so that an old one is always named.
 */
final class OldRunc {
    private static final Pattern NUMBERS = Pattern.compile("^(\\d+)\\.(\\d+)\\.(\\d+)(?:[-~]rc\\.?(\\d+))?");
    /** CVE-2025-31133, -52565 and -52881 are fixed in 1.2.8, 1.3.3 and 1.4.0-rc.3. */
    private static final int[][] FIXED = {{1, 2, 8}, {1, 3, 3}};
    private static final int FIXED_CANDIDATE = 3;

    private OldRunc() {}

    /** What the operator should know of this version; nothing when it is new enough. */
    static Optional<String> concern(String version) {
        boolean fixed = NUMBERS.matcher(version).results().findFirst().map(OldRunc::fixed).orElse(false);
        return fixed
                ? Optional.empty()
                : Optional.of("runc " + version + " may be older than the fixes of known escapes from containers"
                        + " (1.2.8, 1.3.3, 1.4.0); update it, or see that your distribution mended it.");
    }

    private static boolean fixed(MatchResult numbers) {
        int major = Integer.parseInt(numbers.group(1));
        int minor = Integer.parseInt(numbers.group(2));
        int patch = Integer.parseInt(numbers.group(3));
        for (int[] line : FIXED) {
            if (major == line[0] && minor == line[1]) {
                return patch >= line[2];
            }
        }
        if (major == 1 && minor == 4 && patch == 0 && numbers.group(4) != null) {
            return Integer.parseInt(numbers.group(4)) >= FIXED_CANDIDATE;
        }
        return major > 1 || (major == 1 && minor > FIXED[FIXED.length - 1][1]);
    }
}
