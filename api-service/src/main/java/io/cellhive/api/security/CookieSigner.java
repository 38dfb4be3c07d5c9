package io.cellhive.api.security;

import io.cellhive.api.web.ApiSettings;
import io.cellhive.backend.BackendSettings;
import io.cellhive.model.id.OwnerId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Signs owner ids with HMAC-SHA256, as {@code <owner>.<base64url signature>}. */
@Component
class CookieSigner {
    private static final int KEY_LENGTH = 32;
    private final SecretKeySpec key;

    @Autowired
    CookieSigner(ApiSettings settings, BackendSettings backend, Environment environment) throws IOException {
        this(settings.cookieKey().isEmpty() ? local(backend.dataDir(), environment) : settings.cookieKey());
    }

    CookieSigner(String secret) {
        if (secret.length() < KEY_LENGTH) {
            throw new IllegalStateException("cellhive.security.cookie-key must have at least 32 characters");
        }
        key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    private static String local(Path folder, Environment environment) throws IOException {
        if ("cluster".equals(environment.getProperty("cellhive.backend"))) {
            throw new IllegalStateException(
                    "Set cellhive.security.cookie-key (at least 32 characters, the same on every "
                            + "API node): without it a cookie of one node means nothing to the others.");
        }
        Path file = folder.resolve("cookie-key");
        if (!Files.exists(file)) {
            byte[] random = new byte[KEY_LENGTH];
            new SecureRandom().nextBytes(random);
            Files.createDirectories(folder);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, Base64.getEncoder().encodeToString(random), StandardOpenOption.TRUNCATE_EXISTING);
        }
        return Files.readString(file);
    }

    String write(OwnerId owner) {
        return owner + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(sign(owner.value()));
    }

    Optional<OwnerId> read(String cookie) {
        String[] parts = cookie.split("\\.", 2);
        try {
            boolean genuine = parts.length == 2
                    && MessageDigest.isEqual(Base64.getUrlDecoder().decode(parts[1]), sign(parts[0]));
            return genuine ? Optional.of(new OwnerId(parts[0])) : Optional.empty();
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private byte[] sign(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has HmacSHA256", missing);
        }
    }
}
