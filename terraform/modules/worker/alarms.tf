# What is seen of the workers: numbers that they write to their log, once a minute each, as one line of JSON. Metric filters
# make metrics of them; no worker ever calls CloudWatch.

locals {
  namespace = "Afterimage/${var.name}"

  # Name => which of several workers' numbers, or of several minutes', counts.
  metrics = {
    lag_seconds        = "Maximum"
    until_loss_seconds = "Minimum"
    unread_seconds     = "Maximum"
    lanes              = "Sum"
    halted_lanes       = "Sum"
    applied            = "Sum"
    parked             = "Sum"
    retries            = "Sum"
    write_units        = "Sum"
  }
}

resource "aws_cloudwatch_log_metric_filter" "worker" {
  for_each = local.metrics

  name           = each.key
  log_group_name = aws_cloudwatch_log_group.worker.name
  pattern        = "{ $.afterimage = \"metrics\" && $.${each.key} = * }"
  metric_transformation {
    namespace = local.namespace
    name      = each.key
    value     = "$.${each.key}"
  }
}

locals {
  alarms = {
    lag = {
      metric = "lag_seconds", statistic = "Maximum", above = true, threshold = var.alarms.lag_seconds, minutes = 5, missing = "ignore"
      says   = "The oldest unapplied change is older than ${var.alarms.lag_seconds} s. 'afterimage status' says which lane lags; more workers help if there are more shards, lanes_per_shard if commits take long."
    }
    data-loss = {
      metric = "until_loss_seconds", statistic = "Minimum", above = false, threshold = var.alarms.loss_seconds, minutes = 1, missing = "ignore"
      says   = "In less than ${var.alarms.loss_seconds} s the stream, which keeps changes for 24 hours, drops one that is not applied. Whatever keeps the lanes from going on must be mended before then."
    }
    no-reads = {
      metric = "unread_seconds", statistic = "Maximum", above = true, threshold = var.alarms.unread_seconds, minutes = 5, missing = "breaching"
      says   = "No worker runs, or a shard has not been read for ${var.alarms.unread_seconds} s. See the service's events, and the log."
    }
    halted = {
      metric = "halted_lanes", statistic = "Maximum", above = true, threshold = 0, minutes = 2, missing = "ignore"
      says   = "A lane is halted: a table or permission is missing, or too much is parked. Nothing is skipped; the log says what must be mended."
    }
    parked = {
      metric = "parked", statistic = "Sum", above = true, threshold = 0, minutes = 1, missing = "ignore"
      says   = "A projection could not take a change, which waits now, and so do the later ones of its item. 'afterimage parked list' shows them."
    }
  }

  # DynamoDB's own metrics. A worker retries for ever, so throttling alone loses nothing; it becomes lag.
  written_tables = toset(concat([for name in keys(local.own) : "${local.prefix}${name}" if name != "projections" && (name != "backfills" || var.backfills)], var.derived_tables))
}

resource "aws_cloudwatch_metric_alarm" "worker" {
  for_each = var.alarms.enabled ? local.alarms : {}

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = each.value.says
  namespace           = local.namespace
  metric_name         = each.value.metric
  statistic           = each.value.statistic
  period              = 60
  evaluation_periods  = each.value.minutes
  threshold           = each.value.threshold
  comparison_operator = each.value.above ? "GreaterThanThreshold" : "LessThanThreshold"
  treat_missing_data  = each.value.missing
  alarm_actions       = var.alarm_actions
  ok_actions          = var.alarm_actions
  tags                = var.tags

  depends_on = [aws_cloudwatch_log_metric_filter.worker]
}

resource "aws_cloudwatch_metric_alarm" "throttled" {
  for_each = var.alarms.enabled ? local.written_tables : toset([])

  alarm_name          = "${var.name}-throttled-${each.key}"
  alarm_description   = "DynamoDB throttles writes to ${each.key}: give it more units, a higher limit, or on-demand billing. Workers retry, so it costs time only."
  namespace           = "AWS/DynamoDB"
  metric_name         = "WriteThrottleEvents"
  dimensions          = { TableName = each.key }
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 5
  threshold           = 0
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarm_actions
  ok_actions          = var.alarm_actions
  tags                = var.tags
}

resource "aws_cloudwatch_dashboard" "worker" {
  count = var.dashboard ? 1 : 0

  dashboard_name = var.name
  dashboard_body = jsonencode({
    widgets = concat(
      [for position, widget in [
        { title = "Lag: age of the oldest unapplied change, in seconds", metrics = ["lag_seconds"] },
        { title = "Seconds until the stream drops an unapplied change", metrics = ["until_loss_seconds"] },
        { title = "Seconds since the longest unread shard was read", metrics = ["unread_seconds"] },
        { title = "Lanes, and those that are halted", metrics = ["lanes", "halted_lanes"] },
        { title = "Changes applied, and parked", metrics = ["applied", "parked"] },
        { title = "Retries, and write units of commits", metrics = ["retries", "write_units"] },
        ] : {
        type = "metric", width = 12, height = 6, x = position % 2 * 12, y = floor(position / 2) * 6
        properties = {
          title   = widget.title
          region  = local.region
          view    = "timeSeries"
          period  = 60
          metrics = [for name in widget.metrics : [local.namespace, name, { stat = local.metrics[name] }]]
        }
      }],
      [{
        type = "metric", width = 12, height = 6, x = 0, y = 18
        properties = {
          title   = "Writes that DynamoDB throttled"
          region  = local.region
          view    = "timeSeries"
          period  = 60
          metrics = [for name in local.written_tables : ["AWS/DynamoDB", "WriteThrottleEvents", "TableName", name, { stat = "Sum" }]]
        }
        }, {
        type = "log", width = 12, height = 6, x = 12, y = 18
        properties = {
          title  = "What somebody should look at"
          region = local.region
          query  = "SOURCE '/afterimage/${var.name}' | fields @timestamp, @message | filter @message like /(WARN|ERROR)/ | sort @timestamp desc | limit 50"
        }
      }],
    )
  })
}
