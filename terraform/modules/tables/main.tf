# The tables that the files of tables define, under one configuration.

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

module "definition" {
  source         = "../definition"
  files          = var.files
  config         = var.config
  create_sources = var.create_sources
}

locals {
  tables = module.definition.tables
  name   = trim(module.definition.prefix, "_.-") == "" ? "afterimage" : trim(module.definition.prefix, "_.-")

  # Terraform cannot be told under a condition to leave units alone that Application Auto Scaling changes. So there are two
  # resources; a table that goes from one to the other must be moved by hand (terraform state mv), or it is made anew.
  scaled = { for name, table in local.tables : name => table if try(table.settings.billing.autoscaling, null) != null }
  fixed  = { for name, table in local.tables : name => table if try(table.settings.billing.autoscaling, null) == null }

  billing_modes = { on_demand = "PAY_PER_REQUEST", provisioned = "PROVISIONED" }
  classes       = { standard = "STANDARD", standard_infrequent_access = "STANDARD_INFREQUENT_ACCESS" }

  created_tables = merge(aws_dynamodb_table.fixed, aws_dynamodb_table.scaled)
}

resource "aws_dynamodb_table" "fixed" {
  for_each = local.fixed

  name      = each.key
  hash_key  = each.value.partition
  range_key = each.value.sort

  billing_mode   = local.billing_modes[each.value.settings.billing.mode]
  read_capacity  = try(each.value.settings.billing.read_units, null)
  write_capacity = try(each.value.settings.billing.write_units, null)

  table_class                 = local.classes[each.value.settings.class]
  deletion_protection_enabled = each.value.settings.deletion_protection
  stream_enabled              = each.value.stream != null
  stream_view_type            = each.value.stream

  dynamic "attribute" {
    for_each = each.value.attributes
    content {
      name = attribute.key
      type = attribute.value
    }
  }

  dynamic "global_secondary_index" {
    for_each = each.value.global_indexes
    content {
      name               = global_secondary_index.key
      hash_key           = global_secondary_index.value.partition
      range_key          = global_secondary_index.value.sort
      projection_type    = global_secondary_index.value.projection
      non_key_attributes = global_secondary_index.value.include
      read_capacity      = try(each.value.settings.billing.read_units, null)
      write_capacity     = try(each.value.settings.billing.write_units, null)

      dynamic "on_demand_throughput" {
        for_each = local.limits[each.key]
        content {
          max_read_request_units  = on_demand_throughput.value.reads
          max_write_request_units = on_demand_throughput.value.writes
        }
      }
    }
  }

  dynamic "local_secondary_index" {
    for_each = each.value.local_indexes
    content {
      name               = local_secondary_index.key
      range_key          = local_secondary_index.value.sort
      projection_type    = local_secondary_index.value.projection
      non_key_attributes = local_secondary_index.value.include
    }
  }

  dynamic "on_demand_throughput" {
    for_each = local.limits[each.key]
    content {
      max_read_request_units  = on_demand_throughput.value.reads
      max_write_request_units = on_demand_throughput.value.writes
    }
  }

  dynamic "ttl" {
    for_each = each.value.ttl == null ? [] : [each.value.ttl]
    content {
      attribute_name = ttl.value
      enabled        = true
    }
  }

  point_in_time_recovery {
    enabled                 = each.value.settings.recovery_days > 0
    recovery_period_in_days = each.value.settings.recovery_days > 0 ? each.value.settings.recovery_days : null
  }

  # Without the block it is DynamoDB's own key; without an ARN it is the AWS managed one.
  dynamic "server_side_encryption" {
    for_each = each.value.settings.encryption == "aws_owned" ? [] : [each.value.settings.encryption]
    content {
      enabled     = true
      kms_key_arn = local.key_arns[server_side_encryption.value]
    }
  }

  dynamic "replica" {
    for_each = toset(each.value.settings.replicas)
    content {
      region_name                 = replica.value
      kms_key_arn                 = local.replica_key_arns[each.value.settings.encryption][replica.value]
      point_in_time_recovery      = each.value.settings.recovery_days > 0
      deletion_protection_enabled = each.value.settings.deletion_protection
      propagate_tags              = true
    }
  }

  tags = merge(var.tags, each.value.settings.tags)
}

# The same, with units that Application Auto Scaling changes. Changes of an index of such a table are not seen: make them by
# hand; 'tables check' says what is missing.
resource "aws_dynamodb_table" "scaled" {
  for_each = local.scaled

  name      = each.key
  hash_key  = each.value.partition
  range_key = each.value.sort

  billing_mode   = local.billing_modes[each.value.settings.billing.mode]
  read_capacity  = each.value.settings.billing.read_units
  write_capacity = each.value.settings.billing.write_units

  table_class                 = local.classes[each.value.settings.class]
  deletion_protection_enabled = each.value.settings.deletion_protection
  stream_enabled              = each.value.stream != null
  stream_view_type            = each.value.stream

  dynamic "attribute" {
    for_each = each.value.attributes
    content {
      name = attribute.key
      type = attribute.value
    }
  }

  dynamic "global_secondary_index" {
    for_each = each.value.global_indexes
    content {
      name               = global_secondary_index.key
      hash_key           = global_secondary_index.value.partition
      range_key          = global_secondary_index.value.sort
      projection_type    = global_secondary_index.value.projection
      non_key_attributes = global_secondary_index.value.include
      read_capacity      = each.value.settings.billing.read_units
      write_capacity     = each.value.settings.billing.write_units
    }
  }

  dynamic "local_secondary_index" {
    for_each = each.value.local_indexes
    content {
      name               = local_secondary_index.key
      range_key          = local_secondary_index.value.sort
      projection_type    = local_secondary_index.value.projection
      non_key_attributes = local_secondary_index.value.include
    }
  }

  dynamic "ttl" {
    for_each = each.value.ttl == null ? [] : [each.value.ttl]
    content {
      attribute_name = ttl.value
      enabled        = true
    }
  }

  point_in_time_recovery {
    enabled                 = each.value.settings.recovery_days > 0
    recovery_period_in_days = each.value.settings.recovery_days > 0 ? each.value.settings.recovery_days : null
  }

  dynamic "server_side_encryption" {
    for_each = each.value.settings.encryption == "aws_owned" ? [] : [each.value.settings.encryption]
    content {
      enabled     = true
      kms_key_arn = local.key_arns[server_side_encryption.value]
    }
  }

  dynamic "replica" {
    for_each = toset(each.value.settings.replicas)
    content {
      region_name                 = replica.value
      kms_key_arn                 = local.replica_key_arns[each.value.settings.encryption][replica.value]
      point_in_time_recovery      = each.value.settings.recovery_days > 0
      deletion_protection_enabled = each.value.settings.deletion_protection
      propagate_tags              = true
    }
  }

  tags = merge(var.tags, each.value.settings.tags)

  lifecycle {
    ignore_changes = [read_capacity, write_capacity, global_secondary_index]
  }
}

locals {
  # On demand, where DynamoDB is to throttle what goes beyond; -1 is no limit.
  limits = {
    for name, table in local.tables : name => [
      for billing in [table.settings.billing] : {
        reads  = try(billing.max_read_units, -1)
        writes = try(billing.max_write_units, -1)
      } if can(billing.max_read_units) || can(billing.max_write_units)
    ]
  }
}
