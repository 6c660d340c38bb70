package com.example.people;

// snippet: spring-beans
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.auth.Permission;
import io.github.liveblocks4j.auth.Session;
import io.github.liveblocks4j.servlet.RoomAuthorizer;
import io.github.liveblocks4j.servlet.UserResolver;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

@Configuration
public class PeopleConfiguration {

  @Bean
  UserResolver users() {
    return request ->
        request.http().getUserPrincipal() instanceof JwtAuthenticationToken user
            ? LiveblocksUser.of(user.getName())
                .userInfo(Map.of("name", user.getToken().getClaimAsString("name")))
            : null;
  }

  @Bean
  RoomAuthorizer rooms() {
    return (user, request) -> Session.none().allowPrefix("acme:", Permission.WRITE);
  }
}
// end
