package io.cellhive.model.job;

import org.jspecify.annotations.Nullable;

/** What the program was answered, in order. The value is null for a password, which is not kept. */
public record GivenInput(int number, @Nullable String value) {}
