package io.cellhive.worker.session;

import io.cellhive.port.FileStore;
import io.cellhive.port.JobStore;
import io.cellhive.port.SessionQueries;
import io.cellhive.port.SessionStore;
import io.cellhive.port.WorkerRegistry;
import io.cellhive.port.WorkerSignals;
import org.springframework.stereotype.Component;

/** What live sessions need from a backend. */
@Component
public record SessionPorts(JobStore jobs, SessionStore sessions, FileStore files, WorkerSignals signals,
        SessionQueries queries, WorkerRegistry workers) {}
