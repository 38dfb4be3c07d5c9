package io.cellhive.api.execute;

import io.cellhive.model.event.Event;
import io.cellhive.model.job.Job;
import io.cellhive.model.job.JobStatus;
import io.cellhive.model.output.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The answer of POST /execute, with the texts users know. Images are base64 PNGs in the order they were shown. */
record ExecuteAnswer(String output, String error, List<String> images) {
    static ExecuteAnswer failed(String error) {
        return new ExecuteAnswer("", error, List.of());
    }

    static ExecuteAnswer of(Job job, List<Event> events) {
        StringBuilder text = new StringBuilder();
        StringBuilder traceback = new StringBuilder();
        List<String> images = new ArrayList<>();
        for (Event event : events) {
            if (event instanceof Event.Shown shown && shown.attempt() == job.attempt()) {
                add(shown.output(), text, traceback, images);
            }
        }
        String printed = text.toString().stripTrailing();
        if (job.status() == JobStatus.SUCCEEDED) {
            long wallMs = job.usage() == null ? 0 : job.usage().wallMs();
            String duration = String.format(Locale.ROOT, "Duration: %.2f seconds", wallMs / 1000.0);
            return new ExecuteAnswer((printed.isEmpty() ? "Cell ran successfully." : printed) + "\n" + duration, "",
                    images);
        }
        String why = traceback.isEmpty() && job.verdict() != null
                ? job.verdict().message()
                : traceback.toString().strip();
        return new ExecuteAnswer(printed, "Code execution failed.\n" + why, images);
    }

    private static void add(Output output, StringBuilder text, StringBuilder traceback, List<String> images) {
        switch (output) {
            case Output.Stream stream -> text.append(stream.text());
            case Output.DisplayData shown -> bundle(shown.data(), text, images);
            case Output.ExecuteResult result -> bundle(result.data(), text, images);
            case Output.ErrorOutput error -> traceback.append(String.join("\n", error.traceback())).append('\n');
            case Output.ClearOutput _ -> text.setLength(0);
            case Output.UpdateDisplayData _ -> {
            }
        }
    }

    private static void bundle(Map<String, Object> data, StringBuilder text, List<String> images) {
        if (data.get("image/png") instanceof String png) {
            images.add(png.replace("\n", ""));
        } else if (data.get("text/plain") instanceof String plain) {
            text.append(plain).append('\n');
        }
    }
}
