package io.cellhive.worker.sandbox.docker;

import io.cellhive.model.json.CellhiveJson;
import io.cellhive.worker.sandbox.SandboxUnavailable;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/** The daemon's answer to an attach, as it comes in. Keeps a few kilobytes of it at most, and none of the stream behind it. */
final class AttachAnswer {
    private static final int MOST_BYTES = 16_384;
    private static final int LONGEST_SENTENCE = 500;
    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.\\d (\\d{3})\\b.*");
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d{1,9})\r\n");
    private final StringBuilder head = new StringBuilder();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int status;
    private int bodyLength = MOST_BYTES;

    /**
     * Takes the next bytes, up to the end of the head if the daemon agrees.
     *
     * @return whether it has agreed; what is left is the stream's
     * @throws SandboxUnavailable if it has refused, or this is no answer
     */
    boolean take(ByteBuffer in) {
        while (in.hasRemaining() && status == 0) {
            head.append((char) (in.get() & 0xff));
            if (head.length() > MOST_BYTES) {
                throw new SandboxUnavailable("Docker's answer to an attach is too long", false, null);
            }
            if (head.length() >= END_OF_HEAD.length()
                    && head.indexOf(END_OF_HEAD, head.length() - END_OF_HEAD.length()) >= 0) {
                readHead();
            }
        }
        if (status == 101 || status == 200) {
            return true;
        }
        while (in.hasRemaining() && body.size() < bodyLength) {
            body.write(in.get());
        }
        if (status != 0 && body.size() >= bodyLength) {
            throw refusal();
        }
        return false;
    }

    private void readHead() {
        Matcher first = STATUS.matcher(head.substring(0, head.indexOf("\r\n")));
        if (!first.matches()) {
            throw new SandboxUnavailable("Docker's answer to an attach is not HTTP", false, null);
        }
        status = Integer.parseInt(first.group(1));
        Matcher length = LENGTH.matcher(head);
        if (length.find()) {
            bodyLength = Math.min(MOST_BYTES, Integer.parseInt(length.group(1)));
        }
    }

    /** What it means that nothing more comes. */
    SandboxUnavailable cutOff() {
        return status == 0
                ? new SandboxUnavailable("Docker hung up instead of attaching to a container", true, null)
                : refusal();
    }

    private SandboxUnavailable refusal() {
        return new SandboxUnavailable("Docker refused to attach to a container: " + sentence(), false, null);
    }

    private String sentence() {
        String said = message(body.toString(StandardCharsets.UTF_8)).strip().replaceAll("\\p{Cntrl}+", " ");
        return said.isEmpty() ? "status " + status : said.substring(0, Math.min(said.length(), LONGEST_SENTENCE));
    }

    /** Daemons differ: the sentence itself, or JSON around it. */
    private static String message(String text) {
        try {
            return CellhiveJson.mapper().readTree(text).path("message").asString(text);
        } catch (JacksonException plain) {
            return text;
        }
    }
}
