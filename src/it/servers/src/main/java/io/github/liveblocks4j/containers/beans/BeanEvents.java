package io.github.liveblocks4j.containers.beans;

import io.github.liveblocks4j.containers.war.TeamEvents;
import jakarta.enterprise.context.ApplicationScoped;

/** A handler that is a bean. */
@ApplicationScoped
public class BeanEvents extends TeamEvents {}
