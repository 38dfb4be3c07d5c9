package io.cellhive.model.file;

import io.cellhive.model.id.Sha256;

/** A file that a job finds in its workspace. Its bytes lie in the file store of the job's owner; size in bytes. */
public record InputFile(FileName name, Sha256 sha256, long size) {}
