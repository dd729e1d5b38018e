# Keys of your own, for tables whose settings name one by an alias.

locals {
  aliases = toset([
    for table in local.tables : table.settings.encryption
    if startswith(table.settings.encryption, "alias/") && var.create_keys
  ])
  # A key for each alias in each region with a replica.
  replica_keys = merge([
    for alias in local.aliases : {
      for region in distinct(flatten([for table in local.tables : table.settings.replicas if table.settings.encryption == alias])) :
      "${alias} ${region}" => { alias = alias, region = region }
    }
  ]...)

  key_arns = merge(
    { aws_owned = null, aws_managed = null },
    { for table in local.tables : table.settings.encryption => table.settings.encryption if startswith(table.settings.encryption, "arn:") },
    var.kms_key_arns,
    { for alias, key in aws_kms_key.tables : alias => key.arn },
  )
  replica_key_arns = {
    for encryption in distinct([for table in local.tables : table.settings.encryption]) : encryption => {
      for region in distinct(flatten([for table in local.tables : table.settings.replicas])) :
      region => try(aws_kms_replica_key.tables["${encryption} ${region}"].arn, var.replica_kms_key_arns[region], null)
    }
  }

  # The account's IAM decides who may use the key, and only through DynamoDB does a worker need it. DynamoDB itself looks at
  # the key now and then.
  key_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "TheAccountDecidesWho"
        Effect    = "Allow"
        Principal = { AWS = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        Sid       = "DynamoDBLooksAtTheKey"
        Effect    = "Allow"
        Principal = { Service = "dynamodb.amazonaws.com" }
        Action    = ["kms:Describe*", "kms:Get*", "kms:List*"]
        Resource  = "*"
      },
    ]
  })
}

resource "aws_kms_key" "tables" {
  for_each = local.aliases

  description             = "Afterimage's tables under ${each.key}"
  enable_key_rotation     = true
  deletion_window_in_days = var.key_deletion_days
  # A replica's key must be made of the same material.
  multi_region = anytrue([for replica in local.replica_keys : replica.alias == each.key])
  policy       = local.key_policy
  tags         = var.tags
}

resource "aws_kms_alias" "tables" {
  for_each = local.aliases

  name          = each.key
  target_key_id = aws_kms_key.tables[each.key].key_id
}

resource "aws_kms_replica_key" "tables" {
  for_each = local.replica_keys

  region                  = each.value.region
  description             = "Replicas of Afterimage's tables under ${each.value.alias}"
  primary_key_arn         = aws_kms_key.tables[each.value.alias].arn
  deletion_window_in_days = var.key_deletion_days
  policy                  = local.key_policy
  tags                    = var.tags
}
