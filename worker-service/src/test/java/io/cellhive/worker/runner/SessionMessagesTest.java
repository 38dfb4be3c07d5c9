package io.cellhive.worker.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellhive.model.id.JobId;
import io.cellhive.model.session.Variable;
import io.cellhive.worker.runner.RunnerMessage.Answered;
import io.cellhive.worker.runner.RunnerMessage.Asked;
import io.cellhive.worker.runner.RunnerMessage.Reply;
import io.cellhive.worker.runner.RunnerMessage.Rewound;
import io.cellhive.worker.runner.RunnerMessage.State;
import io.cellhive.worker.sandbox.Frame;
import io.cellhive.worker.sandbox.RunnerProtocolViolation;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionMessagesTest {
    private static final JobId JOB = JobId.create();

    private static RunnerMessage read(String header, String payload) {
        return RunnerMessages.read(new Frame(bytes(header), bytes(payload)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String reply(String more) {
        return "{\"type\":\"execute_reply\",\"outcome\":\"ok\"" + more + "}";
    }

    @Test
    void readsWhereTheInterpreterStandsAndWhatTheCellDefined() {
        Reply reply = (Reply) read(
                reply(",\"state\":\"kept\",\"snapshots\":[\"" + JOB + "\"],\"threads\":2"),
                "[{\"name\":\"x\",\"type\":\"int\",\"shape\":null,\"length\":null,\"repr\":\"1\",\"sizeBytes\":28,\"change\":\"added\"}]");

        assertThat(reply.after().state()).isEqualTo(State.KEPT);
        assertThat(reply.after().started()).isTrue();
        assertThat(reply.after().snapshots()).containsExactly(JOB);
        assertThat(reply.after().threads()).isEqualTo(2);
        assertThat(reply.after().variables())
                .containsExactly(new Variable("x", "int", null, null, "1", 28L, Variable.Change.ADDED));
    }

    @Test
    void aOneOffJobsReplySaysNothingOfAState() {
        assertThat(((Reply) read(reply(""), "")).after()).isNull();
    }

    @Test
    void readsQuestionsAndAnswers() {
        assertThat(read("{\"type\":\"input_request\",\"number\":3,\"prompt\":\"Name? \",\"password\":true,"
                + "\"memoryBytes\":123}", "")).isEqualTo(new Asked(3, "Name? ", true, 123));
        assertThat(read("{\"type\":\"rewind_reply\",\"ok\":false,\"why\":\"no such state\"}", ""))
                .isEqualTo(new Rewound(false, "no such state"));
        Answered answered = (Answered) read("{\"type\":\"files_reply\",\"request\":7,\"ok\":true}",
                "{\"files\":[{\"name\":\"a\",\"size\":1}]}");
        assertThat(answered.request()).isEqualTo(7);
        assertThat(answered.content()).containsOnlyKeys("files");
        Answered file = (Answered) read("{\"type\":\"file_reply\",\"request\":8,\"ok\":true}", "{not json");
        assertThat(file.payload()).isEqualTo(bytes("{not json"));
        Answered stored = (Answered) read("{\"type\":\"stored_reply\",\"request\":9,\"ok\":false,\"why\":\"no room\"}",
                "");
        assertThat(stored.ok()).isFalse();
        assertThat(stored.why()).isEqualTo("no room");
    }

    @Test
    void shortensWhatAProgramMadeLong() {
        String prompt = "x".repeat(10_000);

        Asked asked = (Asked) read("{\"type\":\"input_request\",\"number\":1,\"prompt\":\"" + prompt + "\"}", "");

        assertThat(asked.prompt()).hasSizeLessThan(5_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {",\"state\":\"odd\"", ",\"state\":7", ",\"state\":\"kept\",\"snapshots\":[1]",
            ",\"state\":\"kept\",\"snapshots\":[\"../x\"]"})
    void refusesAStateTheProtocolDoesNotKnow(String more) {
        assertThatThrownBy(() -> read(reply(more), "")).isInstanceOf(RunnerProtocolViolation.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[7]", "\"x\"", "[{\"name\":[]}]", "not json"})
    void refusesVariablesThatAreNone(String payload) {
        assertThatThrownBy(() -> read(reply(",\"state\":\"kept\",\"snapshots\":[]"), payload))
                .isInstanceOf(RunnerProtocolViolation.class);
    }
}
