import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Owners who submit print(1) over one kept connection each, as cheaply as a client can: what it takes itself is missing
 * from what it measures. bench/control.py starts it, says what to do in a line, and reads a line with the answer.
 *
 * <pre>
 * rate JOBS OWNERS               → seconds from the first submit until each owner's last job has ended
 * times PER_SECOND JOBS OWNERS   → each job's milliseconds from when it was due to its end
 * </pre>
 */
final class Load {
    private final String host;
    private final int port;

    private Load(String host, int port) {
        this.host = host;
        this.port = port;
    }

    public static void main(String[] arguments) throws Exception {
        Load load = new Load(arguments[0], Integer.parseInt(arguments[1]));
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ");
            System.out.println(switch (words[0]) {
                case "rate" -> load.rate(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
                case "times" -> load.times(Double.parseDouble(words[1]), Integer.parseInt(words[2]), Integer.parseInt(words[3]));
                default -> throw new IllegalArgumentException(order);
            });
        }
    }

    private String rate(int jobs, int owners) throws Exception {
        long started = System.nanoTime();
        together(owners, _ -> {
            try (Owner owner = new Owner()) {
                String last = owner.submit();
                for (int job = 1; job < jobs / owners; job++) {
                    last = owner.submit();
                }
                owner.awaitEnd(last);
            }
        });
        return Double.toString((System.nanoTime() - started) / 1e9);
    }

    private String times(double perSecond, int jobs, int owners) throws Exception {
        Queue<Double> taken = new ConcurrentLinkedQueue<>();
        long began = System.nanoTime();
        together(owners, number -> {
            try (Owner owner = new Owner()) {
                for (int job = number; job < jobs; job += owners) {
                    long due = began + (long) (job * 1e9 / perSecond);
                    long early = due - System.nanoTime();
                    if (early > 0) {
                        Thread.sleep(early / 1_000_000, (int) (early % 1_000_000));
                    }
                    owner.awaitEnd(owner.submit());
                    taken.add((System.nanoTime() - due) / 1e6);
                }
            }
        });
        return taken.stream().map(ms -> "%.2f".formatted(ms)).collect(Collectors.joining(" "));
    }

    private interface Work {
        void of(int owner) throws IOException, InterruptedException;
    }

    private static void together(int owners, Work work) throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int owner = 0; owner < owners; owner++) {
                int number = owner;
                all.add(threads.submit(() -> {
                    work.of(number);
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
    }

    /** Asks with the cookie that its first answer gave, over one connection until the server closes that. */
    private final class Owner implements AutoCloseable {
        private static final String JOB = "{\"code\":\"print(1)\",\"runtime\":\"python\"}";
        private static final Pattern LAST = Pattern.compile("\"lastSeq\":(\\d+),\"done\":(true|false)");
        private Socket socket;
        private InputStream in;
        private OutputStream out;
        private String cookie = "";
        private String location = "";
        private boolean closing;

        Owner() throws IOException {
            connect();
        }

        private void connect() throws IOException {
            socket = new Socket(host, port);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
            out = socket.getOutputStream();
            closing = false;
        }

        /** @return where the job is */
        String submit() throws IOException {
            ask("POST /api/v1/jobs", "Content-Type: application/json\r\nContent-Length: " + JOB.length() + "\r\n", JOB);
            return location;
        }

        void awaitEnd(String job) throws IOException {
            String after = "0";
            String shown = "";
            boolean done = false;
            while (!done) {
                String page = ask("GET " + job + "/events?waitMs=20000&after=" + after, "", "");
                Matcher end = LAST.matcher(page);
                if (!end.find()) {
                    throw new IOException("no page of events: " + page);
                }
                after = end.group(1);
                done = end.group(2).equals("true");
                shown += page;
            }
            if (!shown.contains("\"status\":\"SUCCEEDED\"")) {
                throw new IOException("a job did not end well: " + shown);
            }
        }

        private String ask(String what, String headers, String body) throws IOException {
            if (closing) {
                socket.close();
                connect();
            }
            out.write((what + " HTTP/1.1\r\nHost: " + host + "\r\n" + cookie + headers + "\r\n" + body)
                    .getBytes(StandardCharsets.US_ASCII));
            int length = 0;
            String status = line();
            for (String header = line(); !header.isEmpty(); header = line()) {
                String name = header.substring(0, header.indexOf(':')).toLowerCase();
                String value = header.substring(name.length() + 1).strip();
                switch (name) {
                    case "content-length" -> length = Integer.parseInt(value);
                    case "connection" -> closing = value.equals("close");
                    case "transfer-encoding" -> length = -1;
                    case "location" -> location = value;
                    case "set-cookie" -> cookie = "Cookie: " + value.split(";")[0] + "\r\n";
                    default -> { }
                }
            }
            String answer = length < 0 ? chunks() : text(length);
            if (status.charAt(9) != '2') {
                throw new IOException(what + ": " + status + " " + answer);
            }
            return answer;
        }

        private String chunks() throws IOException {
            StringBuilder all = new StringBuilder();
            for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
                all.append(text(size));
                line();
            }
            line();
            return all.toString();
        }

        private String text(int length) throws IOException {
            return new String(in.readNBytes(length), StandardCharsets.UTF_8);
        }

        private String line() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream(80);
            for (int one = in.read(); one != '\r'; one = in.read()) {
                if (one < 0) {
                    throw new IOException("the server closed the connection");
                }
                line.write(one);
            }
            in.read();
            return line.toString(StandardCharsets.US_ASCII);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
