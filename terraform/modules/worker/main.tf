# A worker: an ECS service on Fargate, what it may do, and what is seen of it.

terraform {
  required_version = ">= 1.9"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.0"
    }
  }
}

data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}
data "aws_region" "current" {}

locals {
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition
  region    = data.aws_region.current.region

  sources      = [for source in var.config.sources : source.table]
  prefix       = try(var.config.tables.prefix, null) == null ? "afterimage_" : var.config.tables.prefix
  tables       = "arn:${local.partition}:dynamodb:${local.region}:${local.account}:table"
  own          = { for name in ["positions", "audit", "expirations", "feed", "parked", "projections", "backfills"] : name => "${local.tables}/${local.prefix}${name}" }
  lease_arns   = [for name in local.sources : "${local.tables}/${local.prefix}leases_${name}"]
  source_arns  = [for name in local.sources : "${local.tables}/${name}"]
  on_time      = try(var.config.expirations.on_time, null) == true
  lapsing_arns = [for source in var.config.sources : "${local.tables}/${source.table}" if try(source.ttl_attribute, null) != null]
  stream_arns  = [for name in local.sources : "${local.tables}/${name}/stream/*"]
  derived_arns = [for name in var.derived_tables : "${local.tables}/${name}"]
  read_arns    = [for name in var.derived_tables : "${local.tables}/${name}" if anytrue([for read in var.read_tables : endswith(name, read)])]

  # "8s", as durations of the configuration are written, in seconds.
  shutdown_text    = try(var.config.worker.shutdown_timeout, null) == null ? "8s" : var.config.worker.shutdown_timeout
  shutdown_number  = tonumber(regex("^([0-9]+)(?:ms|s|m|h|d)$", local.shutdown_text)[0])
  shutdown_seconds = local.shutdown_number * { ms = 0.001, s = 1, m = 60, h = 3600, d = 86400 }[regex("[a-z]+$", local.shutdown_text)]

  # YAML 1.1, which Terraform reads, takes a bare off for false.
  switches = ["console.listen", "metrics.log"]

  # The configuration as variables: sections of values, sources counted from 0, projections with commas.
  section_variables = merge([
    for section, keys in var.config : {
      for key, value in keys : upper("AFTERIMAGE_${section}_${key}") => contains(local.switches, "${section}.${key}") && tostring(value) == "false" ? "off" : tostring(value) if value != null && "${section}.${key}" != "expirations.sinks"
    } if keys != null && section != "sources" && section != "projections"
  ]...)
  source_variables = merge([
    for number, source in var.config.sources : {
      for key, value in source : upper("AFTERIMAGE_SOURCES_${number}_${key}") => tostring(value) if value != null
    }
  ]...)
  sink_variables = merge([
    for number, sink in(try(var.config.expirations.sinks, null) == null ? [] : var.config.expirations.sinks) : {
      for key, value in sink : upper("AFTERIMAGE_EXPIRATIONS_SINKS_${number}_${key}") => tostring(value) if value != null
    }
  ]...)
  projection_variables = can(var.config.projections) && try(var.config.projections != null, true) ? { AFTERIMAGE_PROJECTIONS = join(",", var.config.projections) } : {}

  environment = merge(
    {
      AFTERIMAGE_AWS_REGION     = local.region
      AFTERIMAGE_CONSOLE_LISTEN = "127.0.0.1:${var.port}"
      # A line of numbers in the log, of which CloudWatch makes metrics.
      AFTERIMAGE_METRICS_LOG = "60s"
    },
    # Where the container's files cannot be written, a worker still keeps the lock on its id somewhere.
    var.execute_command ? {} : { JDK_JAVA_OPTIONS = "-Djava.io.tmpdir=/dev/shm" },
    local.section_variables,
    local.source_variables,
    local.sink_variables,
    local.projection_variables,
    var.environment,
  )
}
