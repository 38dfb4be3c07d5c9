package io.cellhive.worker.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cellhive.model.event.Event;
import io.cellhive.model.file.FileName;
import io.cellhive.model.file.InputFile;
import io.cellhive.model.id.JobId;
import io.cellhive.model.id.Sha256;
import io.cellhive.model.id.WorkerId;
import io.cellhive.model.session.Session;
import io.cellhive.model.session.Variable;
import io.cellhive.port.SessionQueries;
import io.cellhive.port.SessionQueries.Answer;
import io.cellhive.port.SessionQueries.Kind;
import io.cellhive.port.SessionQueries.Query;
import io.cellhive.port.SessionStore.Change;
import io.cellhive.worker.RunningSessions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What can be known of a live interpreter, and its files. */
class QuestionsIT extends RunningSessions {
    @Autowired
    SessionQueries queries;
    @Autowired
    WorkerId worker;

    private Answer ask(Session session, Kind kind, Map<String, Object> arguments) {
        return queries.ask(worker, new Query(session.id(), kind, arguments), Duration.ofSeconds(5)).orElseThrow();
    }

    @Test
    void tellsWhatACellAddedAndChanged() {
        Session session = session();
        said(session, "x = 1\ny = [1, 2]");

        JobId id = cell(session, "y.append(3); z = 'new'").id();

        List<Event> events = log.read(id, 0, 100);
        Event.VariablesDefined defined = events.stream().filter(Event.VariablesDefined.class::isInstance)
                .map(Event.VariablesDefined.class::cast).findFirst().orElseThrow();
        assertThat(defined.defined()).extracting(Variable::name, Variable::change).containsExactlyInAnyOrder(
                tuple("y", Variable.Change.CHANGED),
                tuple("z", Variable.Change.ADDED));
        assertThat(events.getLast()).isInstanceOf(Event.StatusChanged.class);
    }

    @Test
    void answersQuestionsWhileACellRuns() {
        Session session = session();
        said(session, "number = 42\ndef greet(name):\n    'Says hello.'\nopen('left.txt', 'w').write('left')");
        JobId busy = start(session, "print('on', flush=True)\nimport time\ntime.sleep(30)");
        untilPrinted(busy, "on");

        assertThat(ask(session, Kind.COMPLETE, Map.of("code", "numb", "cursor", 4)).content().toString())
                .contains("number");
        assertThat(ask(session, Kind.INSPECT, Map.of("code", "greet", "cursor", 5, "detail", 0)).content().toString())
                .contains("Says hello.");
        assertThat(ask(session, Kind.VARIABLES, Map.of()).content().toString()).contains("name=number");
        assertThat(ask(session, Kind.FILES, Map.of()).content().toString()).contains("left.txt");
        Answer file = ask(session, Kind.FILE, Map.of("name", "left.txt"));
        Sha256 sha256 = new Sha256(String.valueOf(file.content().get("sha256")));
        assertThat(files.get(session.owner(), sha256)).contains("left".getBytes(StandardCharsets.UTF_8));
        assertThat(ask(session, Kind.FILE, Map.of("name", "none.txt")).ok()).isFalse();
        assertThat(ask(session(), Kind.VARIABLES, Map.of()).why()).contains("parked");
        stop(busy);
        ended(busy);
    }

    @Test
    void filesComeAndGoBetweenCells() {
        Session session = session();
        said(session, "import os");
        byte[] bytes = "1,2".getBytes(StandardCharsets.UTF_8);
        InputFile csv = new InputFile(new FileName("a.csv"), files.put(session.owner(), bytes), bytes.length);

        sessions.change(session.id(), new Change.PutFile(csv));
        changed(session);
        assertThat(said(session, "print(open('a.csv').read())")).isEqualTo("1,2");
        sessions.change(session.id(), new Change.RemoveFile(csv.name()));

        assertThat(said(session, "print(os.path.exists('a.csv'))")).isEqualTo("False");
    }
}
