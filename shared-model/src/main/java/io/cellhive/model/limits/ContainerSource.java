package io.cellhive.model.limits;

/** Where the container of an attempt came from: why a run was quick, or was not. */
public enum ContainerSource {
    /** Waited for nobody in particular: started, Python up. */
    WARM,
    /** Made for this attempt, because none waited. */
    COLD,
    /** Had served a job of the same owner a moment before. */
    LEASED,
    /** Holds the interpreter of the job's session. */
    SESSION
}
