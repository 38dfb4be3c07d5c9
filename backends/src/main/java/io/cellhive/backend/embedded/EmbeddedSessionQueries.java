package io.cellhive.backend.embedded;

import io.cellhive.model.id.WorkerId;
import io.cellhive.port.SessionQueries;
import io.cellhive.port.Subscription;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Questions within one process; a worker that does not answer in time is like one that is not there. */
final class EmbeddedSessionQueries implements SessionQueries, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedSessionQueries.class);
    private final Map<WorkerId, Function<Query, Answer>> handlers = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @Override
    public Optional<Answer> ask(WorkerId holder, Query query, Duration timeout) {
        Function<Query, Answer> handler = handlers.get(holder);
        if (handler == null) {
            return Optional.empty();
        }
        CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(() -> handler.apply(query), threads);
        try {
            return Optional.of(answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
            return Optional.empty();
        } catch (ExecutionException failed) {
            LOG.warn("a question to {} failed", holder, failed.getCause());
            return Optional.empty();
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public Subscription serve(WorkerId me, Function<Query, Answer> handler) {
        handlers.put(me, handler);
        return () -> handlers.remove(me, handler);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
