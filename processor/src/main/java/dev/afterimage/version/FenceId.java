package dev.afterimage.version;

import dev.afterimage.projection.ProjectionName;

/**
 * Names a fence.
 *
 * @param item the item's name in the audit log
 * @param version of a projection
 */
public record FenceId(String item, ProjectionName version) {}
