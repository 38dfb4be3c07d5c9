package io.cellhive.worker.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellhive.model.event.Event;
import io.cellhive.model.file.Artifact;
import io.cellhive.model.file.FileName;
import io.cellhive.model.file.InputFile;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.Sha256;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.job.Verdict;
import io.cellhive.model.output.Output;
import io.cellhive.port.WorkerSignals;
import io.cellhive.worker.RunningWorker;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** A job from its message to its last event, in a container of its own. */
class RunIT extends RunningWorker {
    private static final Verdict STOPPED = new Verdict(JobStatus.CANCELLED, null, "You stopped this run.");
    @Autowired
    WorkerSignals signals;

    private void cancel(JobId id) {
        assertThat(store.cancel(id, STOPPED).done()).isTrue();
        signals.send(new WorkerSignals.Stop(id));
    }

    @Test
    void whatIsPrintedAppearsWhileTheProgramStillSleeps() {
        JobId id = submit("import time\nprint('early')\ntime.sleep(20)\nprint('late')");

        await().atMost(SOON).until(() -> text(id).equals("early\n"));

        assertThat(find(id).status()).isEqualTo(JobStatus.RUNNING);
        cancel(id);
        assertThat(ended(id).status()).isEqualTo(JobStatus.CANCELLED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"import time; time.sleep(60)", "while True: pass", """
            while True:
                try:
                    while True: pass
                except KeyboardInterrupt:
                    pass
            """})
    void aCancelledRunEndsSoonAndKeepsWhatItPrinted(String code) {
        JobId id = submit("print('before', flush=True)\n" + code);
        await().atMost(SOON).until(() -> text(id).startsWith("before"));

        cancel(id);

        assertThat(ended(id).status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(text(id)).startsWith("before\n");
        assertThat(find(id).verdict().message()).isEqualTo("You stopped this run.");
    }

    @Test
    void theLogHasNoGapsAndEndsWithTheVerdict() {
        JobId id = submit("for i in range(200): print(i)");
        Job job = ended(id);

        List<Event> events = log.read(id, 0, 10_000);

        assertThat(events).extracting(Event::seq)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, events.size()).boxed().toList());
        assertThat(events.getLast()).isInstanceOfSatisfying(Event.StatusChanged.class,
                last -> assertThat(last.status()).isEqualTo(JobStatus.SUCCEEDED));
        assertThat(job.lastSeq()).isEqualTo(events.size());
        assertThat(job.usage().wallMs()).isPositive();
        assertThat(job.usage().peakMemoryBytes()).isPositive();
        assertThat(text(id)).hasLineCount(200);
    }

    @Test
    void findsItsFilesInTheWorkspaceWhateverTheyAreCalled() {
        OwnerId owner = OwnerId.create();
        byte[] bytes = "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8);
        Sha256 sha256 = files.put(owner, bytes);
        InputFile csv = new InputFile(new FileName("Übung 1.csv"), sha256, bytes.length);
        InputFile module = new InputFile(new FileName("json.py"), sha256, bytes.length);

        JobId id = submit(owner, spec("python", null,
                "import json\nprint(json.loads('[1]'), open('Übung 1.csv').read())", csv, module));

        assertThat(ended(id).status()).as(text(id)).isEqualTo(JobStatus.SUCCEEDED);
        assertThat(text(id)).isEqualTo("[1] a,b\n1,2\n\n");
        assertThat(find(id).artifacts()).isEmpty();
    }

    @Test
    void keepsTheFilesTheCodeLeftAndNoLinksOrHiddenOnes() {
        Job job = run("""
                import os
                open('out.csv', 'w').write('1,2')
                os.mkdir('plots'); open('plots/a.txt', 'w').write('x')
                os.symlink('/etc/passwd', 'passwd'); os.mkfifo('pipe'); open('.hidden', 'w').write('x')
                """);

        assertThat(job.status()).isEqualTo(JobStatus.SUCCEEDED);
        assertThat(job.artifacts()).extracting(Artifact::name).containsExactlyInAnyOrder("out.csv", "plots/a.txt");
        Artifact csv = job.artifacts().stream().filter(it -> it.name().equals("out.csv")).findFirst().orElseThrow();
        assertThat(files.get(job.owner(), csv.sha256())).contains("1,2".getBytes(StandardCharsets.UTF_8));
        assertThat(files.get(OwnerId.create(), csv.sha256())).isEmpty();
        assertThat(csv.size()).isEqualTo(3);
    }

    @Test
    void showsFiguresAndTheLastExpression() {
        JobId id = submit(OwnerId.create(), spec("base", null,
                "import matplotlib.pyplot as plt\nplt.plot([1, 2]); plt.show()\nplt.plot([3, 4])\n40 + 2"));

        assertThat(ended(id).status()).as(text(id)).isEqualTo(JobStatus.SUCCEEDED);
        List<byte[]> figures = outputs(id).stream().filter(Output.DisplayData.class::isInstance)
                .map(shown -> Base64.getMimeDecoder()
                        .decode(String.valueOf(((Output.DisplayData) shown).data().get("image/png"))))
                .toList();
        assertThat(figures).hasSize(2).allSatisfy(png -> assertThat(png).startsWith(0x89, 'P', 'N', 'G'));
        assertThat(outputs(id)).anySatisfy(output -> assertThat(output)
                .isInstanceOfSatisfying(Output.ExecuteResult.class,
                        result -> assertThat(result.data()).containsEntry("text/plain", "42")));
    }
}
