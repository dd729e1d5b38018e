# ---- what runs

variable "name" {
  description = "What everything here is called: service, log group, roles, alarms. One for each deployment of an account and region."
  type        = string
  default     = "afterimage"
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z][a-zA-Z0-9-]{0,30}$", var.name))
    error_message = "name takes up to 31 of the characters a-z A-Z 0-9 -, a letter first."
  }
}

variable "image" {
  description = "The worker's image, with its tag or digest. A digest never means something else tomorrow."
  type        = string

  validation {
    condition     = can(regex("^[^\\s]+(:[\\w.-]+|@sha256:[0-9a-f]{64})$", var.image))
    error_message = "image needs a tag or a digest: 123456789012.dkr.ecr.us-east-1.amazonaws.com/afterimage:0.1.0"
  }
}

variable "config" {
  description = <<-EOT
    The worker's configuration as afterimage.yaml has it: yamldecode(file("afterimage.yaml")). It reaches the container as
    AFTERIMAGE_… variables, so there is no file in it. The same object says which tables the task may use.
  EOT
  type        = any

  validation {
    condition     = try(length(var.config.sources) > 0, false)
    error_message = "The configuration needs \"sources\"."
  }
  validation {
    condition     = !can(var.config.aws.endpoint) && !try(tobool(var.config.aws.embedded), false)
    error_message = "aws.endpoint and aws.embedded are for a DynamoDB Local, not for a worker on AWS."
  }
  validation {
    condition     = try(var.config.worker.id, null) == null
    error_message = "worker.id must not be set: two tasks with one id would both work on the same shards, and a deployment runs two for a while. Each task has a host name of its own."
  }
  validation {
    condition = alltrue(flatten([
      for section, keys in var.config : [for key, value in try(merge(keys, {}), {}) : can(tostring(value)) || "${section}.${key}" == "expirations.sinks"] if section != "sources" && section != "projections"
    ]))
    error_message = "Beside sources, projections and sinks, the configuration has sections of single values."
  }
}

variable "read_tables" {
  description = "Those of the derived tables, by their names without a prefix, that projections not only write but read."
  type        = list(string)
  default     = ["list_members"]
  nullable    = false
}

variable "derived_tables" {
  description = "The names of the tables that the projections write to: module.tables.names.derived."
  type        = list(string)
}

variable "after" {
  description = "What must be there before a task starts: module.tables.table_arns. (depends_on for the whole module would hide its policies from the plan.)"
  type        = any
  default     = null
}

variable "environment" {
  description = "More variables of the container, such as AFTERIMAGE_JAVA_OPTS. They go before what config says."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "secrets" {
  description = <<-EOT
    Variables of the container whose values are secrets of Secrets Manager, by ARN, such as
    { CONSOLE_CHANGE_TOKEN = aws_secretsmanager_secret.token.arn } with console.change_token: env:CONSOLE_CHANGE_TOKEN in config.
  EOT
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for name, arn in var.secrets : can(regex("^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:", arn)) && !startswith(name, "AFTERIMAGE_")])
    error_message = "secrets takes ARNs of secrets of Secrets Manager, under names that do not begin with AFTERIMAGE_ (those are configuration)."
  }
}

variable "parameters" {
  description = "The same with parameters of Systems Manager, which cost nothing."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for name, arn in var.parameters : can(regex("^arn:aws[a-z-]*:ssm:[a-z0-9-]+:[0-9]{12}:parameter/", arn)) && !startswith(name, "AFTERIMAGE_")])
    error_message = "parameters takes ARNs of parameters of Systems Manager, under names that do not begin with AFTERIMAGE_ (those are configuration)."
  }
}

variable "port" {
  description = "Where the worker answers HTTP inside its task: console, /live, /ready, /metrics. Nobody outside reaches it; see docs/deploy.md for how you do."
  type        = number
  default     = 8080
  nullable    = false

  validation {
    condition     = var.port >= 1024 && var.port <= 65535 && floor(var.port) == var.port
    error_message = "port is a whole number from 1024 to 65535."
  }
}

variable "health_command" {
  description = "What ECS runs in the container to see whether the worker lives; null for nothing, with an image that has no such thing. The default is that of docker/Dockerfile."
  type        = list(string)
  default     = ["CMD", "/opt/afterimage/java/bin/java", "@/opt/afterimage/worker.options", "-Xmx16m", "-XX:TieredStopAtLevel=1", "dev.afterimage.console.health.Probe"]

  validation {
    condition     = var.health_command == null || try(contains(["CMD", "CMD-SHELL"], var.health_command[0]), false)
    error_message = "health_command begins with CMD or CMD-SHELL."
  }
}

# ---- how much of it

variable "cpu" {
  description = "CPU units of a task, 1024 for one. 512 is enough for hundreds of changes a second; a worker waits for DynamoDB more than it computes."
  type        = number
  default     = 512
  nullable    = false

  validation {
    condition     = contains([256, 512, 1024, 2048, 4096, 8192, 16384], var.cpu)
    error_message = "Fargate knows 256, 512, 1024, 2048, 4096, 8192 and 16384 units."
  }
}

variable "memory" {
  description = "MiB of a task. The JVM, KCL and what is fetched ahead for some shards want about 700; more for hundreds of shards."
  type        = number
  default     = 1024
  nullable    = false

  validation {
    # What Fargate offers for each number of CPU units: least, most, step.
    condition = try(
      anytrue([
        for offer in lookup({
          "256"   = [[512, 512, 512], [1024, 2048, 1024]], "512" = [[1024, 4096, 1024]], "1024" = [[2048, 8192, 1024]],
          "2048"  = [[4096, 16384, 1024]], "4096" = [[8192, 30720, 1024]], "8192" = [[16384, 61440, 4096]],
          "16384" = [[32768, 122880, 8192]],
        }, tostring(var.cpu), []) :
        var.memory >= offer[0] && var.memory <= offer[1] && (var.memory - offer[0]) % offer[2] == 0
      ]),
    false)
    error_message = "Fargate does not offer this memory with these CPU units: 256 take 512, 1024 or 2048 MiB, 512 take 1024 to 4096, 1024 take 2048 to 8192, and so on."
  }
}

variable "architecture" {
  description = "X86_64 or ARM64, as the image was built. ARM64 costs a fifth less."
  type        = string
  default     = "X86_64"
  nullable    = false

  validation {
    condition     = contains(["X86_64", "ARM64"], var.architecture)
    error_message = "architecture is X86_64 or ARM64."
  }
}

variable "tasks" {
  description = "How many workers: at least min, up to max while they lag. 1 and 1 is a worker that ECS starts again within a minute or two; with 2 the other takes over within failover (10 s). More than there are open shards is of no use."
  type        = object({ min = number, max = number })
  default     = { min = 1, max = 1 }
  nullable    = false

  validation {
    condition     = var.tasks.min >= 0 && var.tasks.max >= var.tasks.min && var.tasks.max <= 100 && floor(var.tasks.min) == var.tasks.min && floor(var.tasks.max) == var.tasks.max
    error_message = "tasks needs whole numbers with 0 <= min <= max <= 100."
  }
}

variable "scaling" {
  description = "With tasks.max above tasks.min: a worker more once the lag was above lag_seconds for three minutes, one less once it was below a tenth of that for quarter of an hour."
  type        = object({ lag_seconds = number })
  default     = { lag_seconds = 60 }
  nullable    = false

  validation {
    condition     = var.scaling.lag_seconds >= 10 && var.scaling.lag_seconds <= 21600
    error_message = "scaling.lag_seconds is from 10 to 21600."
  }
}

variable "spot" {
  description = "Whether tasks run on spare capacity: at about 30 % of the price, ended with two minutes' notice whenever AWS needs it. Nothing is lost then; the lag grows until another task runs."
  type        = bool
  default     = false
  nullable    = false
}

variable "stop_timeout" {
  description = "Seconds between SIGTERM and SIGKILL. Must be more than worker.shutdown_timeout of the configuration (8s by default), or commits in flight are cut off; they are then repeated, so nothing is lost but time."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.stop_timeout >= 2 && var.stop_timeout <= 120
    error_message = "Fargate waits for 2 to 120 seconds."
  }
}

# ---- where

variable "vpc_id" {
  description = "The VPC of the tasks."
  type        = string
}

variable "subnet_ids" {
  description = "The subnets of the tasks, in two or more availability zones. They need a way to DynamoDB, ECR and CloudWatch Logs: a NAT, VPC endpoints (endpoints = true), or a public address."
  type        = list(string)

  validation {
    condition     = length(var.subnet_ids) > 0
    error_message = "A task needs a subnet."
  }
}

variable "public_ip" {
  description = "Whether tasks have public addresses. Choose true for public subnets without NAT: the cheapest way out. Nothing comes in either way: the security group has no ingress."
  type        = bool
  default     = false
  nullable    = false
}

variable "endpoints" {
  description = "Whether to make VPC endpoints for all that a task calls, so that it needs neither NAT nor public address. Those for DynamoDB and S3 are free; the others cost by the hour and zone (see docs/deploy.md)."
  type        = bool
  default     = false
  nullable    = false
}

variable "route_table_ids" {
  description = "The route tables of the subnets: the endpoints for DynamoDB and S3 are routes in them."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "cluster_arn" {
  description = "An ECS cluster that exists; null for one of its own."
  type        = string
  default     = null

  validation {
    condition     = var.cluster_arn == null || can(regex("^arn:aws[a-z-]*:ecs:[a-z0-9-]+:[0-9]{12}:cluster/", coalesce(var.cluster_arn, "x")))
    error_message = "cluster_arn is the ARN of a cluster."
  }
}

variable "ecr_repository_arn" {
  description = "The ECR repository of the image, which the task may pull from; null where the image is public or elsewhere."
  type        = string
  default     = null
}

# ---- who may what

variable "key_arns" {
  description = "Keys of one's own under which tables are encrypted: module.tables.key_arns. The task may use them, through DynamoDB alone."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "operators" {
  description = "Whether the task may do what operators do from within it: redrive and discard parked changes. false leaves that to other roles."
  type        = bool
  default     = true
  nullable    = false
}

variable "backfills" {
  description = "Whether the task may load what was in the source tables before they were followed, and repair what was lost of their streams ('backfill start'): scan them, look items up, and take away from its own tables what only that needed."
  type        = bool
  default     = false
  nullable    = false
}

variable "versions" {
  description = "Whether the task may build, pause, resume, compare and drop versions of projections, for operators who ask it to, on the console or by a verb within it: read rows of the tables of projections, and keep book of what is built. false leaves that to other roles. Sending readers from one version to another needs no more than a worker may anyway."
  type        = bool
  default     = false
  nullable    = false
}

variable "undo" {
  description = "Whether the task may put items of the source tables back to what they were, for operators who ask it to: read and write items there. It goes together with undo.allow in the configuration. false, and nothing is ever written to a source table."
  type        = bool
  default     = false
  nullable    = false

  validation {
    condition     = var.undo == try(tobool(var.config.undo.allow), false)
    error_message = "undo and undo.allow in config go together: the one is what the task may do, the other what the worker does."
  }
}

variable "execute_command" {
  description = "Whether operators may open a shell or a port into the task (aws ecs execute-command, Session Manager): the way to the console. They need permissions of their own for it. Without it the container's file system is read-only."
  type        = bool
  default     = true
  nullable    = false
}

variable "sinks" {
  description = "Where the worker may send expirations: ARNs of the SQS queues, SNS topics and EventBridge buses that its configuration names as sinks. Empty allows nothing."
  type        = object({ sqs = optional(list(string), []), sns = optional(list(string), []), eventbridge = optional(list(string), []) })
  default     = {}
  nullable    = false
}

# ---- what is seen of it

variable "log_retention_days" {
  description = "How long logs are kept. They hold keys of items, never images."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653, 0], var.log_retention_days)
    error_message = "CloudWatch Logs keeps for 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653 days, or for ever (0)."
  }
}

variable "log_key_arn" {
  description = "A key of your own for the logs, whose policy must let CloudWatch Logs use it; null for AWS's own."
  type        = string
  default     = null
}

variable "alarm_actions" {
  description = "Who is told of alarms: ARNs of SNS topics, or other actions. Empty alarms show in the console alone."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "alarms" {
  description = <<-EOT
    From when on there is an alarm. lag_seconds: how old the oldest unapplied change may be, for five minutes. loss_seconds: how
    little time may be left until the stream, which keeps changes for 24 hours, drops one that is not applied. unread_seconds:
    how long a shard may go unread.
  EOT
  type        = object({ enabled = optional(bool, true), lag_seconds = optional(number, 300), loss_seconds = optional(number, 43200), unread_seconds = optional(number, 300) })
  default     = {}
  nullable    = false

  validation {
    condition     = var.alarms.lag_seconds > 0 && var.alarms.loss_seconds > 0 && var.alarms.loss_seconds < 86400 && var.alarms.unread_seconds >= 60
    error_message = "alarms needs lag_seconds above 0, loss_seconds between 0 and 86400, and unread_seconds of at least 60."
  }
}

variable "dashboard" {
  description = "Whether to make a CloudWatch dashboard. Three are free of charge in an account."
  type        = bool
  default     = true
  nullable    = false
}

variable "tags" {
  description = "Tags of everything here."
  type        = map(string)
  default     = {}
  nullable    = false
}
