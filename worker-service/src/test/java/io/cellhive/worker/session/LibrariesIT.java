package io.cellhive.worker.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cellhive.model.event.Event;
import io.cellhive.model.id.JobId;
import io.cellhive.model.job.FailureReason;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.limits.ResourceLimits;
import io.cellhive.model.output.Output;
import io.cellhive.model.session.Session;
import io.cellhive.model.session.Variable;
import io.cellhive.port.SessionStore.Change;
import io.cellhive.worker.RunningSessions;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions whose libraries have threads of their own: interpreters that were forked go on computing, and the same. */
class LibrariesIT extends RunningSessions {
    private static final String LOAD = """
            import os, numpy as np, pandas as pd, pyarrow as pa, pyarrow.compute as pc, scipy.fft, matplotlib.pyplot as plt
            from sklearn.cluster import KMeans
            from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
            from threadpoolctl import threadpool_info
            random = np.random.default_rng(7)
            x = random.random((4000, 10))
            y = x[:, 0] > 0.5
            many = []
            """;
    private static final String LOAD_BOOSTERS = """
            from lightgbm import LGBMClassifier
            from xgboost import XGBClassifier
            many = [XGBClassifier(n_estimators=20, n_jobs=2), LGBMClassifier(n_estimators=20, n_jobs=2, verbose=-1)]
            """;
    private static final String COMPUTE = """
            m = random.random((800, 800))
            table = pd.DataFrame({'g': list('abcd') * 50_000, 'v': random.random(200_000)})
            seen = [(m @ m).sum(), np.linalg.svd(m[:200])[1].sum(), abs(scipy.fft.fft2(m, workers=2)).sum()]
            seen += [table.groupby('g').v.sum().max(), pc.sum(pa.table(table)['v']).as_py()]
            seen += [KMeans(4, n_init=2, random_state=1).fit(x + m[0, 0]).inertia_]
            for model in [HistGradientBoostingClassifier(max_iter=10), RandomForestClassifier(20, n_jobs=2, random_state=1), *many]:
                seen += [model.fit(x, y).predict_proba(x)[:, 1].sum()]
            plt.plot(m[0])
            plt.show()
            print([f'{number:.3f}' for number in seen])
            """;

    @ParameterizedTest
    @CsvSource({"base,2", "ml,1", "ml,2"})
    void computesTheSameAgainAfterARewindAndAfterACrash(String runtime, int cpu) {
        Session session = session(runtime, limits(cpu));
        said(session, runtime.equals("ml") ? LOAD + LOAD_BOOSTERS : LOAD);
        String first = computed(session);
        String second = computed(session);
        assertThat(second).isNotEqualTo(first);

        goBackToBefore(3, session);
        assertThat(computed(session)).isEqualTo(second);
        goBackToBefore(2, session);
        assertThat(computed(session)).isEqualTo(first);

        crashed(session, "m @ m\nos._exit(1)");
        crashed(session, "KMeans(4).fit(x)\nos.kill(os.getpid(), 9)");
        assertThat(computed(session)).isEqualTo(second);
        assertThat(said(session, "print({pool['num_threads'] for pool in threadpool_info()})"))
                .isEqualTo("{" + cpu + "}");
    }

    private static ResourceLimits limits(int cpu) {
        return new ResourceLimits(1 << 30, cpu, 60_000, 50, 100_000, 16 << 20);
    }

    /** What it printed, in an interpreter that nothing had to be repeated for. */
    private String computed(Session session) {
        Job job = cell(session, COMPUTE);
        assertThat(job.status()).as(job.verdict() + text(job.id())).isEqualTo(JobStatus.SUCCEEDED);
        assertThat(outputs(job.id())).filteredOn(Output.DisplayData.class::isInstance).hasSize(1);
        assertThat(restored(job.id())).isEmpty();
        return text(job.id()).strip();
    }

    private void goBackToBefore(int cell, Session session) {
        sessions.change(session.id(), new Change.Rewind(cell));
        changed(session);
    }

    private void crashed(Session session, String code) {
        Job crash = cell(session, code);
        assertThat(crash.verdict().reason()).as(String.valueOf(crash.verdict()))
                .isEqualTo(FailureReason.INTERPRETER_DIED);
        assertThat(crash.verdict().message()).endsWith("Everything is as it was before this cell.");
    }

    /** joblib's processes have a thread that looks after them, which no snapshot could take along. */
    @Test
    void theStateComesBackByRunningTheCellsAgainAfterProcessesOfJoblib() {
        Session session = session("base", limits(2));
        said(session, """
                import os, numpy as np
                from sklearn.cluster import KMeans
                from sklearn.model_selection import cross_val_score
                x = np.random.default_rng(7).random((400, 4))
                """);
        String scores = "print(cross_val_score(KMeans(3, random_state=1), x, n_jobs=2).round(3).tolist())";
        String first = said(session, scores);

        assertThat(cell(session, "os._exit(1)").verdict().reason()).isEqualTo(FailureReason.INTERPRETER_DIED);
        Job next = cell(session, scores);

        assertThat(text(next.id()).strip()).isEqualTo(first);
        assertThat(restored(next.id())).hasValueSatisfying(event -> assertThat(event.replayed()).isEqualTo(2));
    }

    @Test
    void tellsTheShapeOfArraysAndTables() {
        Session session = session("base", ROOM);
        assertThat(told(session, """
                import numpy as np, pandas as pd
                grid = np.zeros((3, 4))
                table = pd.DataFrame({'a': [1, 2], 'b': ['x', 'y']})
                """)).contains(tuple("grid", "3 × 4", 3L), tuple("table", "2 × 2", 2L));
        assertThat(told(session, "table['c'] = 1")).containsExactly(tuple("table", "2 × 3", 2L));
        assertThat(told(session, "table.loc[0, 'a'] = 9")).containsExactly(tuple("table", "2 × 3", 2L));
        assertThat(told(session, "grid[1, 1] = 5")).containsExactly(tuple("grid", "3 × 4", 3L));
        assertThat(variables(session, "s = table.a.sum()")).extracting(Variable::name).containsExactly("s");
        assertThat(variables(session, "del table['c']")).extracting(Variable::repr).containsExactly("columns: a, b");
    }

    private List<Tuple> told(Session session, String code) {
        return variables(session, code).stream().map(it -> tuple(it.name(), it.shape(), it.length())).toList();
    }

    private List<Variable> variables(Session session, String code) {
        JobId id = cell(session, code).id();
        return log.read(id, 0, 100).stream().filter(Event.VariablesDefined.class::isInstance)
                .flatMap(event -> ((Event.VariablesDefined) event).defined().stream()).toList();
    }
}
