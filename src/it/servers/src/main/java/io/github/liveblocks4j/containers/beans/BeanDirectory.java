package io.github.liveblocks4j.containers.beans;

import io.github.liveblocks4j.containers.war.TeamDirectory;
import jakarta.enterprise.context.ApplicationScoped;

/** A directory that is a bean. */
@ApplicationScoped
public class BeanDirectory extends TeamDirectory {}
