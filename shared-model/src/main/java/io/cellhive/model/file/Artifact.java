package io.cellhive.model.file;

import io.cellhive.model.id.Sha256;

/**
 * A file the code left behind. Its bytes lie in the file store of the job's owner.
 *
 * @param name plain names joined by slashes, relative to the workspace
 * @param size in bytes
 * @param mediaType guessed from the name; a hint for a page, never trusted by a browser
 */
public record Artifact(String name, long size, String mediaType, Sha256 sha256) {}
