package io.cellhive.worker.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportsTest {
    private static final List<String> MODULES = List.of("numpy", "matplotlib.pyplot");

    @ParameterizedTest
    @ValueSource(strings = {"import numpy", "import os, numpy as np", "x = 1\nif x:\n    from numpy.linalg import norm",
            "from matplotlib import pyplot", "\timport matplotlib.pyplot as plt  # plots"})
    void findsEveryFormOfAnImport(String code) {
        assertThat(Imports.any(code, MODULES)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "print('import numpy')", "# import numpy", "import numpyro", "from x import numpy",
            "import os # numpy"})
    void takesNothingElseForOne(String code) {
        assertThat(Imports.any(code, MODULES)).isFalse();
    }

    @Test
    void aRuntimeWithoutModulesNeedsNone() {
        assertThat(Imports.any("import numpy", List.of())).isFalse();
    }
}
