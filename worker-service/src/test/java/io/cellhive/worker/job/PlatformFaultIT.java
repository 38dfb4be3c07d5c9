package io.cellhive.worker.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellhive.model.file.FileName;
import io.cellhive.model.file.InputFile;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.OwnerId;
import io.cellhive.model.id.Sha256;
import io.cellhive.model.job.FailureReason;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobStatus;
import io.cellhive.worker.RunningWorker;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What is not the program's fault is tried again or ends as PLATFORM_ERROR, and is never put on the program. */
class PlatformFaultIT extends RunningWorker {
    @Autowired
    JobConsumer consumer;

    @BeforeEach
    void forgive() {
        consumer.forgive();
    }

    private void isPlatformError(Job job) {
        assertThat(job.status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.verdict().reason()).isEqualTo(FailureReason.PLATFORM_ERROR);
        assertThat(job.verdict().message()).contains("your program is not the cause").doesNotContain("Exception");
    }

    @Test
    void anImageThatIsMissingEndsTheJobAtOnce() {
        Job job = ended(submit(OwnerId.create(), spec("python", "cellhive/nothing:1", "print(1)")));

        isPlatformError(job);
        assertThat(job.attempt()).isEqualTo(1);
        assertThat(job.verdict().message()).contains("cellhive/nothing:1");
    }

    @Test
    void jobsThatAskForAnImageOfTheirOwnDoNotPauseTheWorker() {
        for (int i = 0; i < 4; i++) {
            isPlatformError(ended(submit(OwnerId.create(), spec("python", "cellhive/nothing:1", "print(1)"))));
        }

        assertThat(consumer.faultsInARow()).isZero();
        assertThat(printed("print('on')")).isEqualTo("on");
    }

    @Test
    void aFileThatHasExpiredIsTriedAgainAndThenAPlatformError() {
        InputFile gone = new InputFile(new FileName("a.csv"), Sha256.of(new byte[]{7, 7, 7}), 3);

        Job job = ended(submit(OwnerId.create(), spec("python", null, "print(1)", gone)));

        isPlatformError(job);
        assertThat(job.attempt()).isEqualTo(3);
    }

    @Test
    void aContainerThatVanishesIsTriedAgain() {
        JobId id = submit("import os, time\nprint('attempt', flush=True)\ntime.sleep(3)\nprint('end')");
        await().atMost(SOON).until(() -> text(id).equals("attempt\n"));

        containers().forEach(container -> docker.removeContainerCmd(container).withForce(true).exec());

        Job job = ended(id);
        assertThat(job.status()).as(String.valueOf(job.verdict())).isEqualTo(JobStatus.SUCCEEDED);
        assertThat(job.attempt()).isEqualTo(2);
        assertThat(text(id)).isEqualTo("attempt\nattempt\nend\n");
    }
}
