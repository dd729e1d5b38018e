package dev.afterimage.metrics;

import dev.afterimage.item.TableName;
import dev.afterimage.projection.ProjectionName;

/** Where changes of a table wait for a projection. */
public record ParkedQueue(TableName table, ProjectionName projection) {}
