package io.cellhive.worker.session;

import io.cellhive.worker.WorkerSettings;
import io.cellhive.worker.runner.ResultLimits;
import org.springframework.stereotype.Component;

/** The settings that live sessions keep to. */
@Component
public record SessionRules(SessionSettings sessions, ResultLimits results, WorkerSettings worker) {}
