package io.cellhive.api.web;

import jakarta.validation.constraints.Positive;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the API. The first seven take their values from the environment variables that users know; defaults are in
 * cellhive-api.properties.
 *
 * @param totalUploadLimit all files of a job together, bytes
 * @param singleFileLimit one file, bytes; 0 = off
 * @param pyImage image for an unknown runtime of /execute
 * @param defaultMem memory when a request says nothing
 * @param defaultCpu cores when a request says nothing
 * @param maxMem largest memory
 * @param maxCpu most cores
 * @param codeBytes longest code, bytes
 * @param cookieKey secret that signs owner cookies; empty: made once in the data directory
 * @param allowedOrigins pages of other origins that may call the API
 * @param pageDir folder of the built page; empty: no page
 */
@Validated
@ConfigurationProperties("cellhive.api")
public record ApiSettings(DataSize totalUploadLimit, DataSize singleFileLimit, String pyImage, String defaultMem,
        @Positive double defaultCpu, String maxMem, @Positive double maxCpu,
        @DefaultValue("1MB") DataSize codeBytes, String cookieKey, List<String> allowedOrigins, String pageDir) {}
