package io.cellhive.api.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses a body that cannot be within the limits before it is read: by its length, or while it comes in pieces. */
@Component
class BodyLimitFilter extends OncePerRequestFilter {
    private static final long SLACK = 1 << 20;
    private final long limit;

    BodyLimitFilter(ApiSettings settings) {
        limit = settings.totalUploadLimit().toBytes() * 4 / 3 + 6 * settings.codeBytes().toBytes() + SLACK;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > limit) {
            refuse(response);
            return;
        }
        try {
            chain.doFilter(new Counted(request, limit), response);
        } catch (BadRequest tooLarge) {
            refuse(response);
        }
    }

    private void refuse(HttpServletResponse response) throws IOException {
        response.setStatus(413);
        response.setContentType("application/problem+json");
        response.setHeader("Connection", "close");
        response.getWriter()
                .write("{\"type\":\"about:blank\",\"title\":\"Content Too Large\",\"status\":413,\"detail\":"
                        + "\"body must be at most %d bytes\",\"errors\":[{\"field\":\"body\",\"message\":\"must be at most %d bytes\"}]}"
                                .formatted(limit, limit));
    }

    private static final class Counted extends HttpServletRequestWrapper {
        private final long limit;

        Counted(HttpServletRequest request, long limit) {
            super(request);
            this.limit = limit;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new Counting(super.getInputStream(), limit);
        }
    }

    private static final class Counting extends ServletInputStream {
        private final ServletInputStream in;
        private final long limit;
        private long left;

        Counting(ServletInputStream in, long limit) {
            this.in = in;
            this.limit = limit;
            left = limit;
        }

        private int counted(int read) {
            left -= Math.max(0, read);
            if (left < 0) {
                throw new BadRequest(413, "body", "must be at most " + limit + " bytes");
            }
            return read;
        }

        @Override
        public int read() throws IOException {
            int one = in.read();
            counted(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return counted(in.read(into, offset, length));
        }

        @Override
        public boolean isFinished() {
            return in.isFinished();
        }

        @Override
        public boolean isReady() {
            return in.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            in.setReadListener(listener);
        }
    }
}
