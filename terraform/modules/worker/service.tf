resource "aws_cloudwatch_log_group" "worker" {
  name              = "/afterimage/${var.name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_key_arn
  tags              = var.tags
}

resource "aws_ecs_cluster" "own" {
  count = var.cluster_arn == null ? 1 : 0

  name = var.name
  tags = var.tags
}

locals {
  cluster_arn  = var.cluster_arn == null ? aws_ecs_cluster.own[0].arn : var.cluster_arn
  cluster_name = var.cluster_arn == null ? var.name : element(split("/", var.cluster_arn), 1)
}

resource "aws_ecs_task_definition" "worker" {
  family                   = var.name
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = var.cpu
  memory                   = var.memory
  task_role_arn            = aws_iam_role.task.arn
  execution_role_arn       = aws_iam_role.execution.arn
  tags                     = var.tags

  runtime_platform {
    cpu_architecture        = var.architecture
    operating_system_family = "LINUX"
  }

  container_definitions = jsonencode([merge(
    {
      name      = "worker"
      image     = var.image
      essential = true
      command   = ["run"]

      environment = [for name, value in local.environment : { name = name, value = value }]
      secrets     = [for name, arn in merge(var.secrets, var.parameters) : { name = name, valueFrom = arn }]

      # SIGTERM, then so many seconds for the commit in flight, the last checkpoints and the leases.
      stopTimeout = var.stop_timeout

      # Session Manager's agent writes to the container.
      readonlyRootFilesystem = !var.execute_command
      privileged             = false
      linuxParameters        = { initProcessEnabled = true, capabilities = { drop = var.execute_command ? [] : ["ALL"] } }
      ulimits                = [{ name = "nofile", softLimit = 65536, hardLimit = 65536 }]

      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.worker.name
          awslogs-region        = local.region
          awslogs-stream-prefix = "worker"
          # A log that cannot be sent must not stop a worker.
          mode            = "non-blocking"
          max-buffer-size = "4m"
        }
      }
    },
    var.health_command == null ? {} : {
      healthCheck = { command = var.health_command, interval = 30, timeout = 5, retries = 3, startPeriod = 60 }
    },
  )])

  lifecycle {
    precondition {
      condition     = var.stop_timeout > local.shutdown_seconds
      error_message = "stop_timeout (${var.stop_timeout} s) must be more than worker.shutdown_timeout of the configuration (${local.shutdown_text}): ECS would kill the worker while it finishes its commits."
    }
  }
}

resource "aws_ecs_service" "worker" {
  name            = var.name
  cluster         = local.cluster_arn
  task_definition = aws_ecs_task_definition.worker.arn
  desired_count   = var.tasks.min
  propagate_tags  = "SERVICE"
  tags            = var.tags

  enable_execute_command = var.execute_command

  # A new worker starts before the old one goes: leases pass on by themselves.
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200
  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  capacity_provider_strategy {
    capacity_provider = var.spot ? "FARGATE_SPOT" : "FARGATE"
    weight            = 1
  }

  network_configuration {
    subnets          = var.subnet_ids
    security_groups  = [aws_security_group.task.id]
    assign_public_ip = var.public_ip
  }

  lifecycle {
    # Application Auto Scaling changes it.
    ignore_changes = [desired_count]
  }

  # Without its tables and permissions a first task would start in vain.
  depends_on = [terraform_data.after, aws_iam_role_policy.task, aws_iam_role_policy.execution]
}

resource "terraform_data" "after" {
  input = var.after
}

# ---- more workers while they lag

resource "aws_appautoscaling_target" "tasks" {
  service_namespace  = "ecs"
  resource_id        = "service/${local.cluster_name}/${aws_ecs_service.worker.name}"
  scalable_dimension = "ecs:service:DesiredCount"
  min_capacity       = var.tasks.min
  max_capacity       = var.tasks.max
  tags               = var.tags
}

resource "aws_appautoscaling_policy" "tasks" {
  for_each = var.tasks.max > var.tasks.min ? { more = 1, less = -1 } : {}

  name               = "${var.name}-${each.key}"
  policy_type        = "StepScaling"
  service_namespace  = aws_appautoscaling_target.tasks.service_namespace
  resource_id        = aws_appautoscaling_target.tasks.resource_id
  scalable_dimension = aws_appautoscaling_target.tasks.scalable_dimension

  step_scaling_policy_configuration {
    adjustment_type         = "ChangeInCapacity"
    metric_aggregation_type = "Maximum"
    # Shards move to a new worker within seconds, and what has piled up takes its time.
    cooldown = each.key == "more" ? 180 : 600
    step_adjustment {
      scaling_adjustment          = each.value
      metric_interval_lower_bound = each.key == "more" ? "0" : null
      metric_interval_upper_bound = each.key == "less" ? "0" : null
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "scaling" {
  for_each = aws_appautoscaling_policy.tasks

  alarm_name          = "${var.name}-scaling-${each.key}"
  alarm_description   = "Tells Application Auto Scaling to run a worker ${each.key}; nobody needs to do anything."
  namespace           = local.namespace
  metric_name         = "lag_seconds"
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = each.key == "more" ? 3 : 15
  threshold           = each.key == "more" ? var.scaling.lag_seconds : var.scaling.lag_seconds / 10
  comparison_operator = each.key == "more" ? "GreaterThanOrEqualToThreshold" : "LessThanThreshold"
  treat_missing_data  = "ignore"
  alarm_actions       = [each.value.arn]
  tags                = var.tags
}
