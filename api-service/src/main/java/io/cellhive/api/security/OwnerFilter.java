package io.cellhive.api.security;

import io.cellhive.model.id.OwnerId;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives every request an owner: the one in its signed cookie, else a new one. A broken signature is no owner. */
@Component
class OwnerFilter extends OncePerRequestFilter {
    private static final String NAME = "cellhive_owner";
    private final CookieSigner signer;

    OwnerFilter(CookieSigner signer) {
        this.signer = signer;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        OwnerId owner = known(request).orElseGet(() -> introduce(request, response));
        request.setAttribute(Owners.ATTRIBUTE, owner);
        chain.doFilter(request, response);
    }

    private Optional<OwnerId> known(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        for (Cookie cookie : cookies == null ? new Cookie[0] : cookies) {
            if (cookie.getName().equals(NAME)) {
                return signer.read(cookie.getValue());
            }
        }
        return Optional.empty();
    }

    private OwnerId introduce(HttpServletRequest request, HttpServletResponse response) {
        OwnerId owner = OwnerId.create();
        response.addHeader(HttpHeaders.SET_COOKIE, ResponseCookie.from(NAME, signer.write(owner)).httpOnly(true)
                .sameSite("Lax").secure(request.isSecure()).path("/").maxAge(Duration.ofDays(365)).build().toString());
        return owner;
    }
}
