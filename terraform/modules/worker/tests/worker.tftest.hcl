# What becomes of the worker's variables. That its policy fits the calls of a worker is tested by WorkerOnAwsIT.

mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_data "aws_region" {
    defaults = { region = "eu-central-1" }
  }
}

variables {
  image = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/afterimage:0.1.0"
  config = {
    worker      = { shutdown_timeout = "20s" }
    sources     = [{ table = "lists" }, { table = "items", ttl_attribute = "expires_at", lanes_per_shard = 4 }]
    projections = ["list_summary", "due_items"]
    tables      = { prefix = "blue_" }
    audit       = { retention = null }
  }
  derived_tables = ["list_summary", "due_items"]
  vpc_id         = "vpc-1"
  subnet_ids     = ["subnet-1", "subnet-2"]
}

run "gives_the_configuration_to_the_container" {
  command = plan

  assert {
    condition = {
      for one in jsondecode(aws_ecs_task_definition.worker.container_definitions)[0].environment : one.name => one.value
      } == {
      AFTERIMAGE_AWS_REGION                = "eu-central-1"
      AFTERIMAGE_CONSOLE_LISTEN            = "127.0.0.1:8080"
      AFTERIMAGE_METRICS_LOG               = "60s"
      AFTERIMAGE_WORKER_SHUTDOWN_TIMEOUT   = "20s"
      AFTERIMAGE_SOURCES_0_TABLE           = "lists"
      AFTERIMAGE_SOURCES_1_TABLE           = "items"
      AFTERIMAGE_SOURCES_1_TTL_ATTRIBUTE   = "expires_at"
      AFTERIMAGE_SOURCES_1_LANES_PER_SHARD = "4"
      AFTERIMAGE_PROJECTIONS               = "list_summary,due_items"
      AFTERIMAGE_TABLES_PREFIX             = "blue_"
    }
    error_message = "The variables of the container are not those of the configuration."
  }
  assert {
    condition     = jsondecode(aws_ecs_task_definition.worker.container_definitions)[0].stopTimeout == 30
    error_message = "The container is not given its time to stop."
  }
}

run "nothing_comes_in" {
  command = plan

  assert {
    condition     = length(aws_security_group.endpoints) == 0 && aws_vpc_security_group_egress_rule.https.to_port == 443
    error_message = "There is more than a way out by HTTPS."
  }
  assert {
    condition     = !aws_ecs_service.worker.network_configuration[0].assign_public_ip
    error_message = "A public address must be asked for."
  }
}

run "what_is_off_is_allowed_to_nobody" {
  command = plan
  variables {
    execute_command = false
    operators       = false
  }

  assert {
    condition     = toset(keys(aws_iam_role_policy.task)) == toset(["sources", "leases", "own", "derived"])
    error_message = "There are policies for what is off: ${join(", ", keys(aws_iam_role_policy.task))}"
  }
  assert {
    condition     = alltrue([for statement in jsondecode(aws_iam_role_policy.task["own"].policy).Statement : statement.Sid == "Feed" || !contains(statement.Action, "dynamodb:DeleteItem")])
    error_message = "Parked changes are for operators to take away."
  }
  assert {
    condition     = !strcontains(aws_iam_role_policy.task["sources"].policy, "dynamodb:Scan") && !strcontains(aws_iam_role_policy.task["own"].policy, "Fences")
    error_message = "Only where backfills are allowed does anything read a whole source table."
  }
  assert {
    condition     = !contains(keys(aws_iam_role_policy.task), "versions")
    error_message = "Only where versions are allowed are rows of projections read."
  }
  assert {
    condition     = jsondecode(aws_ecs_task_definition.worker.container_definitions)[0].readonlyRootFilesystem && jsondecode(aws_ecs_task_definition.worker.container_definitions)[0].linuxParameters.capabilities.drop == ["ALL"]
    error_message = "Without sessions the file system is read-only."
  }
  assert {
    condition     = contains([for one in jsondecode(aws_ecs_task_definition.worker.container_definitions)[0].environment : one.value if one.name == "JDK_JAVA_OPTIONS"], "-Djava.io.tmpdir=/dev/shm")
    error_message = "A worker needs some place for the lock on its id."
  }
}

run "sinks_are_given_to_the_container_and_items_are_read_only_where_they_are_told_of_on_time" {
  command = plan
  variables {
    config = {
      sources     = [{ table = "lists" }, { table = "items", ttl_attribute = "expires_at" }]
      expirations = { on_time = true, sinks = [{ name = "hook", type = "webhook", url = "https://h.example/x", secret = "env:HOOK", batch = 5 }] }
    }
  }

  assert {
    condition = { for one in jsondecode(aws_ecs_task_definition.worker.container_definitions)[0].environment : one.name => one.value if startswith(one.name, "AFTERIMAGE_EXPIRATIONS_") } == {
      AFTERIMAGE_EXPIRATIONS_ON_TIME        = "true"
      AFTERIMAGE_EXPIRATIONS_SINKS_0_NAME   = "hook"
      AFTERIMAGE_EXPIRATIONS_SINKS_0_TYPE   = "webhook"
      AFTERIMAGE_EXPIRATIONS_SINKS_0_URL    = "https://h.example/x"
      AFTERIMAGE_EXPIRATIONS_SINKS_0_SECRET = "env:HOOK"
      AFTERIMAGE_EXPIRATIONS_SINKS_0_BATCH  = "5"
    }
    error_message = "The sinks do not reach the container."
  }
  assert {
    condition     = one([for statement in jsondecode(aws_iam_role_policy.task["sources"].policy).Statement : statement.Resource if statement.Sid == "OnTime"]) == ["arn:aws:dynamodb:eu-central-1:123456789012:table/items"]
    error_message = "Items are read of tables with a time to live, and of no others."
  }
}

run "backfills_read_the_sources_and_clear_up_only_where_they_are_allowed" {
  command = plan
  variables {
    backfills = true
    config    = { sources = [{ table = "lists" }] }
  }

  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.task["sources"].policy).Statement : statement if contains(statement.Action, "dynamodb:Scan")] == [{ Sid = "Backfills", Effect = "Allow", Action = ["dynamodb:Scan", "dynamodb:BatchGetItem"], Resource = ["arn:aws:dynamodb:eu-central-1:123456789012:table/lists"] }]
    error_message = "The task cannot read what was in the table: ${aws_iam_role_policy.task["sources"].policy}"
  }
  assert {
    condition = [for statement in jsondecode(aws_iam_role_policy.task["own"].policy).Statement : statement if contains(["Fences", "Baselines", "Gaps"], statement.Sid)] == [
      { Sid = "Fences", Effect = "Allow", Action = ["dynamodb:BatchGetItem", "dynamodb:PutItem", "dynamodb:Scan", "dynamodb:DeleteItem"], Resource = ["arn:aws:dynamodb:eu-central-1:123456789012:table/afterimage_backfills"] },
      { Sid = "Baselines", Effect = "Allow", Action = ["dynamodb:DeleteItem"], Resource = ["arn:aws:dynamodb:eu-central-1:123456789012:table/afterimage_audit"] },
      { Sid = "Gaps", Effect = "Allow", Action = ["dynamodb:UpdateItem"], Resource = ["arn:aws:dynamodb:eu-central-1:123456789012:table/afterimage_audit"] },
    ]
    error_message = "The task may do more or less than fence what it loads: ${aws_iam_role_policy.task["own"].policy}"
  }
  assert {
    condition     = contains(keys(aws_cloudwatch_metric_alarm.throttled), "afterimage_backfills")
    error_message = "Fences are written, and nobody is told where that is throttled."
  }
}

run "versions_are_built_and_compared_only_where_that_is_allowed" {
  command = plan
  variables {
    versions = true
    config   = { sources = [{ table = "lists" }] }
  }

  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.task["versions"].policy).Statement : statement if statement.Sid == "Built"] == [{ Sid = "Built", Effect = "Allow", Action = ["dynamodb:Scan", "dynamodb:DeleteItem"], Resource = ["arn:aws:dynamodb:eu-central-1:123456789012:table/afterimage_projections"] }]
    error_message = "The task may do more or less than keep book of versions: ${aws_iam_role_policy.task["versions"].policy}"
  }
  assert {
    condition     = toset([for statement in jsondecode(aws_iam_role_policy.task["versions"].policy).Statement : join(" ", statement.Action) if statement.Sid != "Built"]) == toset(["dynamodb:Scan", "dynamodb:GetItem"])
    error_message = "The task may do more or less with rows than read them: ${aws_iam_role_policy.task["versions"].policy}"
  }
  assert {
    condition     = !strcontains(aws_iam_role_policy.task["versions"].policy, "table/lists\"")
    error_message = "Versions are nothing that a source table is read for."
  }
}

run "undo_has_statements_of_its_own" {
  command = plan
  variables {
    undo   = true
    config = { sources = [{ table = "lists" }], undo = { allow = true } }
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.task["undo"].policy).Statement == [
      { Sid = "Items", Effect = "Allow", Action = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"], Resource = ["arn:aws:dynamodb:eu-central-1:123456789012:table/lists"] },
      { Sid = "Notes", Effect = "Allow", Action = ["dynamodb:UpdateItem"], Resource = ["arn:aws:dynamodb:eu-central-1:123456789012:table/afterimage_audit"] },
    ]
    error_message = "The task may do more or less than put items back: ${aws_iam_role_policy.task["undo"].policy}"
  }
  assert {
    condition     = contains(jsondecode(aws_ecs_task_definition.worker.container_definitions)[0].environment, { name = "AFTERIMAGE_UNDO_ALLOW", value = "true" })
    error_message = "The worker is not told."
  }
}

run "undo_in_a_role_of_its_own_leaves_items_to_that_role" {
  command = plan
  variables {
    undo = true
    config = {
      aws     = { undo_role = "arn:aws:iam::210987654321:role/afterimage-undo" }
      sources = [{ table = "lists" }]
      undo    = { allow = true }
    }
  }

  assert {
    condition     = !strcontains(aws_iam_role_policy.task["undo"].policy, "table/lists") && strcontains(aws_iam_role_policy.task["roles"].policy, "role/afterimage-undo")
    error_message = "The task itself may write to the sources, or may not assume the role that may."
  }
}

run "refuses_undo_in_the_configuration_alone" {
  command = plan
  variables {
    config = { sources = [{ table = "lists" }], undo = { allow = true } }
  }
  expect_failures = [var.undo]
}

run "sinks_keys_roles_and_secrets_have_statements_of_their_own" {
  command = plan
  variables {
    sinks    = { sqs = ["arn:aws:sqs:eu-central-1:123456789012:expired"] }
    key_arns = { "alias/blue" = "arn:aws:kms:eu-central-1:123456789012:key/0b5e" }
    secrets  = { CONSOLE_CHANGE_TOKEN = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:token-AbCdEf" }
    config = {
      aws     = { source_role = "arn:aws:iam::210987654321:role/afterimage-source" }
      sources = [{ table = "lists" }]
    }
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.task["sinks"].policy).Statement == [{ Sid = "Queues", Effect = "Allow", Action = ["sqs:SendMessage"], Resource = ["arn:aws:sqs:eu-central-1:123456789012:expired"] }]
    error_message = "The sinks are not those that were given."
  }
  assert {
    condition     = strcontains(aws_iam_role_policy.task["roles"].policy, "arn:aws:iam::210987654321:role/afterimage-source")
    error_message = "The task may not assume the role of the sources."
  }
  assert {
    condition     = jsondecode(aws_iam_role_policy.keys[0].policy).Statement[0].Condition.StringEquals["kms:ViaService"] == "dynamodb.eu-central-1.amazonaws.com"
    error_message = "Keys are for DynamoDB alone."
  }
  assert {
    condition     = strcontains(aws_iam_role_policy.execution.policy, "secret:token-AbCdEf") && jsondecode(aws_ecs_task_definition.worker.container_definitions)[0].secrets == [{ name = "CONSOLE_CHANGE_TOKEN", valueFrom = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:token-AbCdEf" }]
    error_message = "The secret does not reach the container."
  }
}

run "scales_only_where_there_is_something_to_scale" {
  command = plan

  assert {
    condition     = length(aws_appautoscaling_policy.tasks) == 0 && length(aws_cloudwatch_metric_alarm.scaling) == 0
    error_message = "One worker is one worker."
  }
}

run "scales_on_lag" {
  command = plan
  variables {
    tasks   = { min = 1, max = 4 }
    scaling = { lag_seconds = 120 }
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.scaling["more"].threshold == 120 && aws_cloudwatch_metric_alarm.scaling["less"].threshold == 12
    error_message = "The thresholds are not those of the lag."
  }
  assert {
    condition     = aws_appautoscaling_policy.tasks["less"].step_scaling_policy_configuration[0].step_adjustment != null && aws_appautoscaling_target.tasks.max_capacity == 4
    error_message = "The number of workers has no bounds."
  }
}

run "every_alarm_is_about_a_metric_that_there_is" {
  command = plan

  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.worker : contains(keys(aws_cloudwatch_log_metric_filter.worker), alarm.metric_name)])
    error_message = "An alarm waits for a metric that nobody makes."
  }
  assert {
    condition     = toset(keys(aws_cloudwatch_metric_alarm.worker)) == toset(["lag", "data-loss", "no-reads", "halted", "parked"])
    error_message = "Unexpected alarms: ${join(", ", keys(aws_cloudwatch_metric_alarm.worker))}"
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.worker["no-reads"].treat_missing_data == "breaching"
    error_message = "A worker that says nothing is an alarm."
  }
  assert {
    condition     = length(aws_cloudwatch_metric_alarm.throttled) == 7
    error_message = "Each table that is written to has its alarm of throttling."
  }
}

run "endpoints_are_for_what_is_called" {
  command = plan
  variables {
    endpoints = true
  }

  assert {
    condition     = toset(keys(aws_vpc_endpoint.interface)) == toset(["dynamodb-streams", "ecr.api", "ecr.dkr", "logs", "ssmmessages"]) && toset(keys(aws_vpc_endpoint.gateway)) == toset(["dynamodb", "s3"])
    error_message = "Unexpected endpoints: ${join(", ", keys(aws_vpc_endpoint.interface))}"
  }
}

run "refuses_to_kill_a_worker_that_finishes_its_commits" {
  command = plan
  variables {
    stop_timeout = 20
  }
  expect_failures = [aws_ecs_task_definition.worker]
}

run "refuses_memory_that_fargate_does_not_offer" {
  command = plan
  variables {
    cpu    = 1024
    memory = 1024
  }
  expect_failures = [var.memory]
}

run "refuses_what_is_no_image" {
  command = plan
  variables {
    image = "afterimage"
  }
  expect_failures = [var.image]
}

run "refuses_a_configuration_for_a_dynamodb_local" {
  command = plan
  variables {
    config = { sources = [{ table = "lists" }], aws = { endpoint = "http://127.0.0.1:8000", embedded = true } }
  }
  expect_failures = [var.config]
}

run "refuses_one_id_for_all_workers" {
  command = plan
  variables {
    config = { sources = [{ table = "lists" }], worker = { id = "w1" } }
  }
  expect_failures = [var.config]
}

run "refuses_wrong_numbers_and_names" {
  command = plan
  variables {
    name               = "my worker"
    cpu                = 300
    architecture       = "arm"
    tasks              = { min = 2, max = 1 }
    scaling            = { lag_seconds = 1 }
    stop_timeout       = 300
    port               = 80
    log_retention_days = 31
    alarms             = { loss_seconds = 90000 }
    cluster_arn        = "afterimage"
    health_command     = ["curl"]
    subnet_ids         = []
    secrets            = { AFTERIMAGE_TOKEN = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:token-AbCdEf" }
    parameters         = { TOKEN = "token" }
  }
  expect_failures = [
    var.name, var.cpu, var.architecture, var.tasks, var.scaling, var.stop_timeout, var.port, var.log_retention_days,
    var.alarms, var.cluster_arn, var.health_command, var.subnet_ids, var.secrets, var.parameters,
  ]
}
