package io.cellhive.api.stream;

import io.cellhive.api.security.Owners;
import io.cellhive.api.web.ApiSettings;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.server.HandshakeInterceptor;

/** Where the socket is, which pages may open it, and whose it is: the owner of the handshake's cookie. */
@Configuration
@EnableWebSocket
class StreamConfiguration implements WebSocketConfigurer, HandshakeInterceptor {
    private final StreamHandler handler;
    private final ApiSettings settings;

    StreamConfiguration(StreamHandler handler, ApiSettings settings) {
        this.handler = handler;
        this.settings = settings;
    }

    @Override
    public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
        registry.addHandler(handler, "/api/v1/stream").addInterceptors(this)
                .setAllowedOrigins(settings.allowedOrigins().toArray(String[]::new));
    }

    @Override
    public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler wsHandler,
            Map<String, Object> attributes) {
        if (request instanceof ServletServerHttpRequest servlet) {
            attributes.put(Owners.ATTRIBUTE, Owners.of(servlet.getServletRequest()));
        }
        return true;
    }

    @Override
    public void afterHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler wsHandler,
            @Nullable Exception exception) {}
}
