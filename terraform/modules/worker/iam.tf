# What a task may do, and nothing else. WorkerOnAwsIT compares it with the calls that a worker and its verbs really make.

locals {
  # Only the verb 'tables check' asks, for its hints.
  hints = ["dynamodb:DescribeContinuousBackups", "dynamodb:ListTagsOfResource"]

  policies = {
    # Reading what changes: never a row of the table itself, but where it is loaded or what is due is told on time; nothing is written.
    sources = concat(
      [
        # Does the table have its stream, and which one is the present one?
        { Sid = "Tables", Effect = "Allow", Action = ["dynamodb:DescribeTable"], Resource = local.source_arns },
        # Shards, and the changes in them. A stream's name has the time of its beginning in it, hence the star.
        { Sid = "Streams", Effect = "Allow", Action = ["dynamodb:DescribeStream", "dynamodb:GetShardIterator", "dynamodb:GetRecords"], Resource = local.stream_arns },
      ],
      # Does a table have the TTL that the configuration names?
      [for statement in [{ Sid = "TimeToLive", Effect = "Allow", Action = ["dynamodb:DescribeTimeToLive"], Resource = local.lapsing_arns }] : statement if length(local.lapsing_arns) > 0],
      # What was in a table before it was followed; and after a gap, whether an item that the log tells of is still there.
      [for statement in [{ Sid = "Backfills", Effect = "Allow", Action = ["dynamodb:Scan", "dynamodb:BatchGetItem"], Resource = local.source_arns }] : statement if var.backfills],
      # Is an item that is due still there, and due?
      [for statement in [{ Sid = "OnTime", Effect = "Allow", Action = ["dynamodb:BatchGetItem"], Resource = local.lapsing_arns }] : statement if local.on_time && length(local.lapsing_arns) > 0],
    )

    # KCL's book of who follows which shard, one for each source.
    leases = [
      { Sid = "Look", Effect = "Allow", Action = concat(["dynamodb:DescribeTable"], local.hints), Resource = local.lease_arns },
      # Leases are made, renewed, taken, given back and ended, and all are looked at.
      { Sid = "Leases", Effect = "Allow", Action = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:Scan"], Resource = local.lease_arns },
      # KCL looks whether an older version left tables of these names. It would take a denial for a fault; there are none.
      { Sid = "OlderVersions", Effect = "Allow", Action = ["dynamodb:DescribeTable"], Resource = flatten([for arn in local.lease_arns : ["${arn}-CoordinatorState", "${arn}-WorkerMetricStats"]]) },
    ]

    # What the program keeps for itself. An action of a transaction is allowed as if it stood alone.
    own = concat(
      [
        { Sid = "Look", Effect = "Allow", Action = concat(["dynamodb:DescribeTable"], local.hints), Resource = values(local.own) },
        { Sid = "TimeToLive", Effect = "Allow", Action = ["dynamodb:DescribeTimeToLive"], Resource = [local.own.positions, local.own.audit, local.own.expirations] },
        # A lane's position is read when it opens, written with each commit, and all are read for 'status'.
        { Sid = "Positions", Effect = "Allow", Action = ["dynamodb:GetItem", "dynamodb:Scan", "dynamodb:PutItem"], Resource = [local.own.positions] },
        # Entries are added, and read for the console and 'audit': by item, and all for 'audit verify'. No entry of a change is ever
        # put anew; what a backfill has read too early is, until it is over.
        { Sid = "Audit", Effect = "Allow", Action = ["dynamodb:PutItem", "dynamodb:Query", "dynamodb:Scan"], Resource = [local.own.audit] },
        # … and by time, from the index.
        { Sid = "AuditByTime", Effect = "Allow", Action = ["dynamodb:Query"], Resource = ["${local.own.audit}/index/by_table_and_time"] },
        { Sid = "Expirations", Effect = "Allow", Action = ["dynamodb:PutItem", "dynamodb:Query"], Resource = [local.own.expirations] },
        # Who records events, how far each sink is, and what is due next: put, asked for, and taken away when it is over.
        { Sid = "Feed", Effect = "Allow", Action = ["dynamodb:PutItem", "dynamodb:Query", "dynamodb:DeleteItem"], Resource = [local.own.feed] },
        # A change is parked (Put) behind the others of its item, whose marker counts it (Update).
        { Sid = "Parked", Effect = "Allow", Action = ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:Query"], Resource = [local.own.parked] },
        # States of versions are asked for by each lane, and the fences of its items, which it puts, while one is being built.
        # How often a partition that projections read was written to is counted there, too.
        { Sid = "Revisions", Effect = "Allow", Action = ["dynamodb:UpdateItem"], Resource = [local.own.projections] },
        # … and must be as it was, where a projection has read a partition and writes none of its rows.
        { Sid = "ReadAlone", Effect = "Allow", Action = ["dynamodb:ConditionCheckItem"], Resource = [local.own.projections] },
        { Sid = "Versions", Effect = "Allow", Action = ["dynamodb:PutItem", "dynamodb:Query", "dynamodb:BatchGetItem"], Resource = [local.own.projections] },
      ],
      # Is a table being loaded? A lane asks when it opens, a worker all the time.
      [{ Sid = "Backfills", Effect = "Allow", Action = ["dynamodb:GetItem", "dynamodb:Query"], Resource = [local.own.backfills] }],
      [for statement in [
        # Which items are loaded is looked up and put, as progress is; when the table is loaded, all of that is found and deleted.
        { Sid = "Fences", Effect = "Allow", Action = ["dynamodb:BatchGetItem", "dynamodb:PutItem", "dynamodb:Scan", "dynamodb:DeleteItem"], Resource = [local.own.backfills] },
        # An image that was read too early goes again, where its item was deleted by then.
        { Sid = "Baselines", Effect = "Allow", Action = ["dynamodb:DeleteItem"], Resource = [local.own.audit] },
        # A gap is noted as repaired.
        { Sid = "Gaps", Effect = "Allow", Action = ["dynamodb:UpdateItem"], Resource = [local.own.audit] },
      ] : statement if var.backfills],
      # Redriving and discarding take away what was parked.
      [for statement in [{ Sid = "Operators", Effect = "Allow", Action = ["dynamodb:DeleteItem"], Resource = [local.own.parked] }] : statement if var.operators],
    )

    # Rows of projections: put, updated and deleted. Projections that follow from other rows read these, and commit only as
    # long as they stand.
    derived = [
      for statement in [
        { Sid = "Look", Effect = "Allow", Action = concat(["dynamodb:DescribeTable"], local.hints), Resource = local.derived_arns },
        { Sid = "Rows", Effect = "Allow", Action = ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"], Resource = local.derived_arns },
        { Sid = "Read", Effect = "Allow", Action = ["dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:ConditionCheckItem"], Resource = local.read_arns },
      ] : statement if length(statement.Resource) > 0
    ]

    # Versions of projections: fences are found and closed and segments counted as items are
    # built, and both are taken away in the end. That a version's tables are empty is looked at before, all rows are read to be
    # deleted or compared, and those of two versions are read again at one moment. Source tables are left to whoever may read them.
    versions = [
      for statement in [
        { Sid = "Built", Effect = "Allow", Action = ["dynamodb:Scan", "dynamodb:DeleteItem"], Resource = [local.own.projections] },
        { Sid = "Rows", Effect = "Allow", Action = ["dynamodb:Scan"], Resource = local.derived_arns },
        { Sid = "Pairs", Effect = "Allow", Action = ["dynamodb:GetItem"], Resource = local.derived_arns },
      ] : statement if var.versions && length(statement.Resource) > 0
    ]

    # Putting items back: the only thing that writes items of source tables. Each is noted before and, by an update of
    # that note, after. Nothing of it is allowed unless var.undo says so, and no items where another role does it.
    undo = [
      for statement in [
        { Sid = "Items", Effect = "Allow", Action = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"], Resource = try(var.config.aws.undo_role, null) == null ? local.source_arns : [] },
        { Sid = "Notes", Effect = "Allow", Action = ["dynamodb:UpdateItem"], Resource = [local.own.audit] },
      ] : statement if var.undo && length(statement.Resource) > 0
    ]

    # Where the configuration says so, the task does all this in roles of others.
    roles = [
      for arns in [compact([try(var.config.aws.source_role, null), try(var.config.aws.target_role, null), var.undo ? try(var.config.aws.undo_role, null) : null])] :
      { Sid = "Roles", Effect = "Allow", Action = ["sts:AssumeRole"], Resource = arns } if length(arns) > 0
    ]

    # Session Manager's agent, in the container: a shell and a port for operators. There is nothing smaller than the star.
    operators = [
      for on in [var.execute_command] :
      { Sid = "Sessions", Effect = "Allow", Action = ["ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel", "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel"], Resource = ["*"] } if on
    ]

    sinks = [
      for statement in [
        { Sid = "Queues", Effect = "Allow", Action = ["sqs:SendMessage"], Resource = var.sinks.sqs },
        { Sid = "Topics", Effect = "Allow", Action = ["sns:Publish"], Resource = var.sinks.sns },
        { Sid = "Buses", Effect = "Allow", Action = ["events:PutEvents"], Resource = var.sinks.eventbridge },
      ] : statement if length(statement.Resource) > 0
    ]
  }
}

resource "aws_iam_role" "task" {
  name = "${var.name}-task"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
      Action    = "sts:AssumeRole"
      # Only for tasks of this account.
      Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
    }]
  })
  tags = var.tags
}

resource "aws_iam_role_policy" "task" {
  for_each = { for name, statements in local.policies : name => statements if length(statements) > 0 }

  name   = each.key
  role   = aws_iam_role.task.id
  policy = jsonencode({ Version = "2012-10-17", Statement = each.value })
}

# Keys of one's own, for tables alone: DynamoDB asks KMS in the name of the caller.
resource "aws_iam_role_policy" "keys" {
  count = length(var.key_arns) > 0 ? 1 : 0

  name = "keys"
  role = aws_iam_role.task.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "ThroughDynamoDB"
      Effect    = "Allow"
      Action    = ["kms:Decrypt", "kms:DescribeKey"]
      Resource  = values(var.key_arns)
      Condition = { StringEquals = { "kms:ViaService" = "dynamodb.${local.region}.amazonaws.com" } }
    }]
  })
}

# ---- what ECS does before the worker runs: fetch the image, its secrets, and open the log

resource "aws_iam_role" "execution" {
  name = "${var.name}-execution"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
    }]
  })
  tags = var.tags
}

resource "aws_iam_role_policy" "execution" {
  name = "start"
  role = aws_iam_role.execution.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [{ Sid = "Log", Effect = "Allow", Action = ["logs:CreateLogStream", "logs:PutLogEvents"], Resource = ["arn:${local.partition}:logs:${local.region}:${local.account}:log-group:/afterimage/${var.name}:*"] }],
      [for statement in [
        # The token is for the registry as a whole: ECR knows no smaller one.
        { Sid = "Registry", Effect = "Allow", Action = ["ecr:GetAuthorizationToken"], Resource = ["*"] },
        { Sid = "Image", Effect = "Allow", Action = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:BatchCheckLayerAvailability"], Resource = [coalesce(var.ecr_repository_arn, "none")] },
      ] : statement if var.ecr_repository_arn != null],
      [for statement in [
        { Sid = "Secrets", Effect = "Allow", Action = ["secretsmanager:GetSecretValue"], Resource = values(var.secrets) },
        { Sid = "Parameters", Effect = "Allow", Action = ["ssm:GetParameters"], Resource = values(var.parameters) },
      ] : statement if length(statement.Resource) > 0],
    )
  })
}
