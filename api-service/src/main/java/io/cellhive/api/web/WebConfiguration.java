package io.cellhive.api.web;

import io.cellhive.model.json.CellhiveJson;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;
import org.springframework.http.CacheControl;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** JSON as the model writes it, the page if it is served here, and who else may call. */
@Configuration
@PropertySource("classpath:cellhive-api.properties")
@EnableConfigurationProperties({ApiSettings.class, LimitSettings.class})
class WebConfiguration implements WebMvcConfigurer {
    private final ApiSettings settings;

    WebConfiguration(ApiSettings settings) {
        this.settings = settings;
    }

    @Bean
    JsonMapper jsonMapper() {
        return CellhiveJson.mapper().rebuild().addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class).build();
    }

    @Override
    public void addCorsMappings(CorsRegistry registry) {
        registry.addMapping("/**").allowedOrigins(settings.allowedOrigins().toArray(String[]::new))
                .allowedMethods("GET", "POST", "PATCH", "DELETE").allowCredentials(true)
                .exposedHeaders("Location", "Retry-After");
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        if (!settings.pageDir().isEmpty()) {
            registry.addResourceHandler("/assets/**").addResourceLocations("file:" + settings.pageDir() + "/assets/")
                    .setCacheControl(CacheControl.maxAge(365, TimeUnit.DAYS).immutable());
            registry.addResourceHandler("/**").addResourceLocations("file:" + settings.pageDir() + "/")
                    .setCacheControl(CacheControl.noCache());
        }
    }

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        if (!settings.pageDir().isEmpty()) {
            registry.addViewController("/").setViewName("forward:/index.html");
        }
    }
}
