# Units that follow the load, for tables whose settings ask for it, and for their indexes.

locals {
  scaled_units = merge(flatten([
    for name, table in local.scaled : [
      for kind in ["Read", "Write"] : merge(
        { "table/${name} ${kind}" = { resource = "table/${name}", dimension = "dynamodb:table:${kind}CapacityUnits", kind = kind, billing = table.settings.billing } },
        { for index, _ in table.global_indexes : "table/${name}/index/${index} ${kind}" => { resource = "table/${name}/index/${index}", dimension = "dynamodb:index:${kind}CapacityUnits", kind = kind, billing = table.settings.billing } },
      )
    ]
  ])...)
}

resource "aws_appautoscaling_target" "units" {
  for_each = local.scaled_units

  service_namespace  = "dynamodb"
  resource_id        = each.value.resource
  scalable_dimension = each.value.dimension
  min_capacity       = each.value.kind == "Read" ? each.value.billing.read_units : each.value.billing.write_units
  max_capacity       = each.value.kind == "Read" ? each.value.billing.autoscaling.max_read_units : each.value.billing.autoscaling.max_write_units

  depends_on = [aws_dynamodb_table.scaled]
}

resource "aws_appautoscaling_policy" "units" {
  for_each = local.scaled_units

  name               = "${each.value.resource}-${each.value.kind}"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.units[each.key].service_namespace
  resource_id        = aws_appautoscaling_target.units[each.key].resource_id
  scalable_dimension = aws_appautoscaling_target.units[each.key].scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value = try(each.value.billing.autoscaling.target_percent, 70)
    predefined_metric_specification {
      predefined_metric_type = "DynamoDB${each.value.kind}CapacityUtilization"
    }
  }
}
