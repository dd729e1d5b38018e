# What the files of tables say under one configuration: which tables there are to be, what each is called, looks like and how
# it is kept. No resources: other modules make them of this.
#
# The rules are those of tables.schema.json and of the program's own reader; a test gives the same good and bad files to all
# three.

terraform {
  required_version = ">= 1.9"
}

locals {
  files = length(var.files) > 0 ? var.files : ["${path.module}/../../tables.yaml"]
  read  = [for path in local.files : yamldecode(file(path))]

  # Absent, and a key without value, count as empty.
  parts = {
    for part in ["sources", "own", "derived", "settings"] :
    part => merge([for one in local.read : try({ for name, value in one[part] : name => value }, {})]...)
  }
  leases = one([for one in local.read : one.leases if try(one.leases, null) != null])

  # Every table, by the path under which it is written.
  written = merge(
    { for name, table in local.parts.sources : "sources.${name}" => table },
    { for name, table in local.parts.own : "own.${name}" => table },
    { for name, table in local.parts.derived : "derived.${name}" => table },
    { for leases in [local.leases] : "leases" => leases if leases != null },
  )
  names = merge(
    { for name, _ in local.parts.sources : "sources.${name}" => name },
    { for name, _ in local.parts.own : "own.${name}" => name },
    { for name, _ in local.parts.derived : "derived.${name}" => name },
    { for leases in [local.leases] : "leases" => "leases" if leases != null },
  )
  # Every index, by its path.
  indexes = merge([
    for path, table in local.written : merge(
      { for name, index in try({ for key, value in table.global_indexes : key => value }, {}) : "${path}.global_indexes.${name}" => index },
      { for name, index in try({ for key, value in table.local_indexes : key => value }, {}) : "${path}.local_indexes.${name}" => index },
    )
  ]...)
  # Every key of a table or an index, by its path.
  keys = merge([
    for path, part in merge(local.written, local.indexes) :
    { for key in ["partition", "sort"] : "${path}.${key}" => part[key] if can(part[key]) }
  ]...)
  # Every group of settings and what differs for single tables, by its path.
  kept = merge(
    { for name, group in local.parts.settings : "settings.${name}" => try({ for key, value in group : key => value if key != "tables" }, group) },
    merge([
      for name, group in local.parts.settings :
      { for table, special in try({ for key, value in group.tables : key => value }, {}) : "settings.${name}.tables.${table}" => special }
    ]...),
  )

  plain = {
    billing             = { mode = "on_demand" }
    encryption          = "aws_owned"
    recovery_days       = 0
    backups             = { keep_days = 0 }
    deletion_protection = false
    class               = "standard"
    replicas            = []
    tags                = {}
  }
}
