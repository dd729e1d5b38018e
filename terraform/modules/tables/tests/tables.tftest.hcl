# What becomes of settings. That the tables themselves are those of the program is tested by PlannedTablesIT.

mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_data "aws_region" {
    defaults = { region = "us-east-1" }
  }
  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:us-east-1:123456789012:key/0b5e", key_id = "0b5e" }
  }
  mock_resource "aws_kms_replica_key" {
    defaults = { arn = "arn:aws:kms:eu-west-1:123456789012:key/1c6f" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/backup" }
  }
  mock_resource "aws_dynamodb_table" {
    defaults = { arn = "arn:aws:dynamodb:us-east-1:123456789012:table/t" }
  }
}

variables {
  config = { sources = [{ table = "users" }, { table = "items" }], tables = { settings = "one" } }
  files  = ["tests/settings.yaml"]
}

run "keeps_tables_as_the_settings_say" {
  command = apply

  assert {
    condition     = aws_dynamodb_table.fixed["items"].server_side_encryption[0].kms_key_arn == "arn:aws:kms:us-east-1:123456789012:key/0b5e"
    error_message = "The table is not under the key of its alias."
  }
  assert {
    condition     = length(aws_dynamodb_table.fixed["users"].server_side_encryption) == 0
    error_message = "A table under DynamoDB's own key says nothing of keys."
  }
  assert {
    condition     = one(aws_dynamodb_table.fixed["items"].replica).region_name == "eu-west-1" && one(aws_dynamodb_table.fixed["items"].replica).kms_key_arn == "arn:aws:kms:eu-west-1:123456789012:key/1c6f"
    error_message = "The replica is not under its region's key."
  }
  assert {
    condition     = aws_kms_key.tables["alias/one"].multi_region && aws_kms_key.tables["alias/one"].enable_key_rotation
    error_message = "The key of a table with replicas is one of several regions, and rotates."
  }
  assert {
    condition     = aws_dynamodb_table.fixed["users"].on_demand_throughput[0].max_write_request_units == 100 && aws_dynamodb_table.fixed["users"].on_demand_throughput[0].max_read_request_units == -1
    error_message = "The limit on demand is not as the settings say."
  }
  assert {
    condition     = aws_dynamodb_table.fixed["users"].tags.team == "blue"
    error_message = "The tags are not those of the settings."
  }
  assert {
    condition     = length(aws_backup_plan.tables) == 2 && length(aws_backup_vault.tables) == 1
    error_message = "There is one plan for each schedule and time of keeping."
  }
  assert {
    condition     = sum([for plan in aws_backup_selection.tables : length(plan.resources)]) == 2
    error_message = "Two tables are backed up."
  }
  assert {
    condition     = output.key_arns == { "alias/one" = "arn:aws:kms:us-east-1:123456789012:key/0b5e" }
    error_message = "The worker is told of another key."
  }
}

run "takes_keys_that_somebody_else_looks_after" {
  command = plan
  variables {
    create_keys          = false
    kms_key_arns         = { "alias/one" = "arn:aws:kms:us-east-1:123456789012:key/other" }
    replica_kms_key_arns = { "eu-west-1" = "arn:aws:kms:eu-west-1:123456789012:key/other" }
  }

  assert {
    condition     = length(aws_kms_key.tables) == 0 && aws_dynamodb_table.fixed["items"].server_side_encryption[0].kms_key_arn == "arn:aws:kms:us-east-1:123456789012:key/other"
    error_message = "The table is not under the key that was given."
  }
  assert {
    condition     = one(aws_dynamodb_table.fixed["items"].replica).kms_key_arn == "arn:aws:kms:eu-west-1:123456789012:key/other"
    error_message = "The replica is not under the key that was given."
  }
}

run "tables_with_scaled_units_are_as_those_without" {
  command = plan
  variables {
    config = { sources = [{ table = "items" }], tables = { settings = "scaled" } }
  }

  assert {
    condition     = length(aws_dynamodb_table.fixed) == 0 && aws_dynamodb_table.scaled["items"].write_capacity == 5
    error_message = "The table's units are not scaled."
  }
  assert {
    condition     = aws_appautoscaling_target.units["table/items Write"].min_capacity == 5 && aws_appautoscaling_target.units["table/items Write"].max_capacity == 50
    error_message = "The units are not between those that the settings say."
  }
  assert {
    condition     = aws_appautoscaling_target.units["table/items/index/by_place Read"].scalable_dimension == "dynamodb:index:ReadCapacityUnits"
    error_message = "The units of the index are not scaled."
  }
  assert {
    condition     = aws_appautoscaling_policy.units["table/items Read"].target_tracking_scaling_policy_configuration[0].target_value == 60
    error_message = "The target is not the one of the settings."
  }
}

run "refuses_keys_that_are_none" {
  command = plan
  variables {
    kms_key_arns = { "alias/one" = "0b5e" }
  }
  expect_failures = [var.kms_key_arns]
}

run "refuses_a_wait_that_kms_does_not_know" {
  command = plan
  variables {
    key_deletion_days = 3
  }
  expect_failures = [var.key_deletion_days]
}
