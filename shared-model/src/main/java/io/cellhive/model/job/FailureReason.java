package io.cellhive.model.job;

/** Why a job is FAILED. Only PLATFORM_ERROR and EXPIRED are not the program's own doing. */
public enum FailureReason {
    USER_ERROR, MEMORY_LIMIT, PROCESS_LIMIT, OUTPUT_LIMIT, WORKSPACE_LIMIT, INTERPRETER_DIED, EXPIRED, PLATFORM_ERROR
}
