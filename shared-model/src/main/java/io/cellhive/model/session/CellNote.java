package io.cellhive.model.session;

/** What a reader should know of one cell after a restore: which, and a sentence about it. */
public record CellNote(int executionCount, String message) {}
