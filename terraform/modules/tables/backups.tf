# Backups of AWS Backup, for tables whose settings ask for them: a plan for each schedule and time of keeping.

locals {
  backups = {
    for name, table in local.tables : name => {
      schedule  = try(table.settings.backups.schedule, "cron(0 3 * * ? *)")
      keep_days = table.settings.backups.keep_days
    } if table.settings.backups.keep_days > 0
  }
  backup_plans = { for one in distinct(values(local.backups)) : "${one.schedule} ${one.keep_days}" => one }
}

resource "aws_backup_vault" "tables" {
  count = length(local.backups) > 0 ? 1 : 0

  name          = "${local.name}-tables"
  force_destroy = var.force_destroy_backups
  tags          = var.tags
}

resource "aws_backup_plan" "tables" {
  for_each = local.backup_plans

  name = "${local.name}-tables-${index(keys(local.backup_plans), each.key)}"
  rule {
    rule_name         = "tables"
    target_vault_name = aws_backup_vault.tables[0].name
    schedule          = each.value.schedule
    lifecycle {
      delete_after = each.value.keep_days
    }
  }
  tags = var.tags
}

resource "aws_backup_selection" "tables" {
  for_each = local.backup_plans

  name         = "${local.name}-tables"
  plan_id      = aws_backup_plan.tables[each.key].id
  iam_role_arn = aws_iam_role.backup[0].arn
  resources    = [for name, one in local.backups : local.created_tables[name].arn if one == each.value]
}

resource "aws_iam_role" "backup" {
  count = length(local.backups) > 0 ? 1 : 0

  name = "${local.name}-tables-backup"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "backup.amazonaws.com" }
      Action    = "sts:AssumeRole"
      # Only for this account's backups.
      Condition = { StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id } }
    }]
  })
  tags = var.tags
}

# AWS's own policies for its service: what a backup needs differs from one kind of key and table to the next.
resource "aws_iam_role_policy_attachment" "backup" {
  for_each = length(local.backups) > 0 ? toset(["AWSBackupServiceRolePolicyForBackup", "AWSBackupServiceRolePolicyForRestores"]) : toset([])

  role       = aws_iam_role.backup[0].name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/${each.key}"
}
